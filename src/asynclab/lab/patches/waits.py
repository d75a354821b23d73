"""Asyncio's own functions that need a stand-in in a run.

Each function here gives the stand-in for `real`. Called by a thread that is not managed, it is `real`.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Coroutine, Iterable, Iterator
from types import FrameType
from typing import Any

from asynclab.lab.context import current
from asynclab.lab.errors import CannotSimulate
from asynclab.lab.loop import VirtualLoop
from asynclab.lab.owners.givers import maker_at
from asynclab.lab.owners.ownership import Owner, owner_of_frame
from asynclab.lab.tasks import number_of


def new_event_loop(real: Callable[[], asyncio.AbstractEventLoop]) -> Callable[[], asyncio.AbstractEventLoop]:
    """Return a replacement for `asyncio.new_event_loop`: `asyncio.run` and `asyncio.Runner` work inside a run."""

    def new_event_loop() -> asyncio.AbstractEventLoop:
        me = current()
        return real() if me is None else VirtualLoop(me.clock, me)

    return new_event_loop


def eager_task_factory(real: Callable[..., asyncio.Task[Any]]) -> Callable[..., asyncio.Task[Any]]:
    """Return a replacement for `asyncio.eager_task_factory`, which LangGraph calls from Python 3.12 on. A run's loop
    makes the task itself, so that it has a number, and observers hear of it before it runs.
    """

    def eager_task_factory(
        loop: asyncio.AbstractEventLoop, coro: Coroutine[Any, Any, Any], **options: Any
    ) -> asyncio.Task[Any]:
        return loop.create_eager_task(coro, **options) if isinstance(loop, VirtualLoop) else real(loop, coro, **options)

    return eager_task_factory


def real_loop(real: Callable[..., None]) -> Callable[..., None]:
    """Return a replacement for the constructor of asyncio's own loops, which a run refuses."""

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        if current() is not None:
            self._closed = True  # else its finaliser would look for it
            raise CannotSimulate("An event loop of its own", "Use asyncio.run(), or asyncio.new_event_loop().")
        real(self, *args, **kwargs)

    return __init__


def as_completed(real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a replacement for `asyncio.as_completed`, which iterates a set of coroutines. Their hashes are addresses.
    They are started when it iterates: at the call from Python 3.13 on, before that at the first `next()`.
    """

    def as_completed(fs: Any, *, timeout: float | None = None) -> Any:
        if current() is not None and not asyncio.isfuture(fs) and not asyncio.iscoroutine(fs):
            fs = _StartedTasks(fs)
        return real(fs, timeout=timeout)

    return as_completed


class _StartedTasks:
    """Awaitables as tasks, in their order, made when they are iterated."""

    def __init__(self, awaitables: Iterable[Any]) -> None:
        self._awaitables = awaitables

    def __iter__(self) -> Iterator[Any]:
        for one in dict.fromkeys(self._awaitables):
            yield asyncio.ensure_future(one)


def number_future(real: Callable[..., None]) -> Callable[..., None]:
    """Return a replacement for the constructor of a future that is not made by a loop. In a run, the future gets a
    number, and knows the student's line that made it.
    """

    def __init__(self: Any, *args: Any, **kwargs: Any) -> None:
        me = current()
        if me is not None:
            self._number = next(me.clock.numbers)
            self.maker = maker_at(sys._getframe(1))
        real(self, *args, **kwargs)

    return __init__


def hash_future(real: Callable[..., int]) -> Callable[..., int]:
    """Return a replacement for the `__hash__` of a future. It returns the future's number instead of its address, which
    differs in every run.
    """

    def __hash__(self: Any) -> int:
        number = getattr(self, "_number", None)
        return real(self) if number is None else int(number)

    return __hash__


class InOrder(set[Any]):
    """A set of tasks or futures that is iterated in the order in which they were made, not by their hashes."""

    def __iter__(self) -> Iterator[Any]:
        return iter(sorted(super().__iter__(), key=number_of))

    def __repr__(self) -> str:
        return f"{{{', '.join(map(repr, self))}}}" if self else "set()"


class InReverse(InOrder):
    """One that is iterated, and popped, the last one made first. A set has no order, and whose code takes it for that
    of asking is to see so in every run, and not by chance in some."""

    def __iter__(self) -> Iterator[Any]:
        return iter(sorted(set.__iter__(self), key=number_of, reverse=True))

    def pop(self) -> Any:
        """Remove and return the one that was made last; raise KeyError if there is none."""
        last = next(iter(self), None)
        if last is None:
            return super().pop()
        self.remove(last)
        return last


# What a student reads of it, in an error or by `print`, is what stands there without a clock.
for each in (InOrder, InReverse):
    each.__name__ = each.__qualname__ = set.__name__
    each.__module__ = set.__module__


def _kind_for(caller: FrameType) -> type[InOrder]:
    return InReverse if owner_of_frame(caller) is Owner.STUDENT else InOrder


def wait(real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a replacement for `asyncio.wait`, which returns sets: for a line of the student's own in reverse, for a
    library's in order, so that what that does next is what it would do by hashes that grow."""

    async def wait(fs: Any, **options: Any) -> tuple[set[Any], set[Any]]:
        kind = _kind_for(sys._getframe(1))  # what awaits it, or the loop
        done, pending = await real(fs, **options)
        return (done, pending) if current() is None else (kind(done), kind(pending))

    return wait


def wait_for_threads(real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a replacement for `concurrent.futures.wait`, which returns sets, too."""

    def wait(*args: Any, **options: Any) -> Any:
        kind = _kind_for(sys._getframe(1))
        result = real(*args, **options)
        return result if current() is None else type(result)(*map(kind, result))

    return wait


def queue_change(real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a replacement for `asyncio.Queue.__init__`, `put_nowait` and `get_nowait`. Everything goes through these
    methods.
    """

    def change(self: asyncio.Queue[Any], *args: Any, **kwargs: Any) -> Any:
        result = real(self, *args, **kwargs)
        me = current()
        if me is not None and me.clock.hooks.queue_changed is not None:
            me.clock.hooks.queue_changed(self, self.qsize(), self.maxsize, sys._getframe(1))
        return result

    return change


def refused(what: str, instead: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Return what makes a replacement for a function that a run refuses."""

    def of(real: Callable[..., Any]) -> Callable[..., Any]:
        def refuse(*args: Any, **kwargs: Any) -> Any:
            if current() is not None:
                raise CannotSimulate(what, instead)
            return real(*args, **kwargs)

        return refuse

    return of
