"""What a virtual loop makes: tasks, futures and timers, which come in the same order in every run."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import AsyncGeneratorType, CoroutineType, GeneratorType
from typing import TYPE_CHECKING, Any

from asynclab.lab.owners.givers import GivenCallback, Giver, giver_at, is_asyncios, maker_at
from asynclab.lab.owners.ownership import Location, awaited_chain

if TYPE_CHECKING:
    from asynclab.lab.loop import VirtualLoop


class _Stable:
    """A hash that does not depend on addresses: `asyncio.wait` and others give sets, and iterate them. `given`: the
    callbacks that the student's own lines have added. `waited`: whether asyncio has, for who waits for it."""

    _number: int
    given: tuple[GivenCallback, ...] = ()
    waited = False

    def __hash__(self) -> int:
        return self._number

    def add_done_callback(self, fn: Any, /, *, context: Any = None) -> None:
        """Schedule a callback for the end, and remember who gave it."""
        future: Any = super()
        future.add_done_callback(fn, context=context)
        if is_asyncios(fn):
            self.waited = True
        elif (giver := giver_at(sys._getframe(1))) is not None:
            self.given = (*self.given, (fn, giver))
        elif str(getattr(fn, "__module__", "")).startswith(
            "asyncio."
        ):  # a method: a group's, from 3.13 `as_completed`'s
            self.waited = True


class Handle(asyncio.Handle):
    """A scheduled callback. `giver`: the student's line that scheduled it, if one did."""

    __slots__ = ("giver",)

    def __init__(self, callback: Any, args: Any, loop: VirtualLoop, context: Any, giver: Giver | None = None) -> None:
        super().__init__(callback, args, loop, context)
        self.giver = giver


def task_of(handle: Any) -> asyncio.Task[Any] | None:
    """Return the task whose step a handle is; None for any other callback."""
    task = getattr(handle._callback, "__self__", None)
    return task if isinstance(task, asyncio.Task) else None


def run_within_step(loop: asyncio.AbstractEventLoop, handle: asyncio.Handle) -> None:
    """Run the first step of a task in the middle of another's, which goes on afterwards."""
    around = asyncio.current_task(loop)  # None in a callback, or at the end of a task
    if around is not None:
        asyncio.tasks._leave_task(loop, around)
    try:
        handle._run()
    finally:
        if around is not None:
            asyncio.tasks._enter_task(loop, around)


@dataclass(frozen=True)
class Dropped:
    """An async generator that nobody held any more before its end. location: the student's line that let it go."""

    name: str
    location: Location | None


class VirtualTask(_Stable, asyncio.Task[Any]):
    """A task with a stable hash. `told`: observers have heard of its end. `dropped`: the generator that it closes, of
    one that the loop made for that. `maker`: the student's line that made it, if one did."""

    told = False
    dropped: Dropped | None = None
    maker: Giver | None = None

    def __init__(self, coro: Any, *, loop: VirtualLoop, **options: Any) -> None:
        self._number = next(loop.clock.numbers)
        if options.get("name") is None:
            options["name"] = f"Task-{self._number}"
        self.maker = maker_at(sys._getframe(1))
        super().__init__(coro, loop=loop, **options)

    def cancel(self, msg: Any = None) -> bool:
        """Cancel it, as ever. That counts for Python as if somebody had looked at the error of one that has failed; the
        loop remembers it."""
        if self._log_traceback and self._exception is not None:
            self.get_loop().lost.append(self._exception)  # type: ignore[attr-defined]
        return super().cancel(msg)


VirtualTask.__name__ = VirtualTask.__qualname__ = "Task"  # as asyncio and students read it


class Future(_Stable, asyncio.Future[Any]):
    """A future with a stable hash. `maker`: of a pool's work, the student's line that asked for it, if one did."""

    maker: Giver | None = None

    def __init__(self, *, loop: VirtualLoop) -> None:
        self._number = next(loop.clock.numbers)
        super().__init__(loop=loop)


def number_of(future: Any) -> int:
    """Return a number that tells the order in which tasks and futures were made, in every run the same."""
    number = getattr(future, "_number", None)
    if number is None:  # of a task factory, whose tasks are not ours
        number = getattr(future.get_loop(), "foreign", {}).get(future) if hasattr(future, "get_loop") else None
    return hash(future) if number is None else int(number)


_STEPS = {"async_generator_asend": "anext()", "async_generator_athrow": "aclose()"}


def coroutine_name(coroutine: Any) -> str:
    """Return what a task runs, as who wrote it knows it: a function's name, or "aclose()" for such a step of a
    generator."""
    kind = type(coroutine).__name__
    return str(getattr(coroutine, "__qualname__", _STEPS.get(kind, kind))).rpartition("<locals>.")[2]


def closes_a_generator(future: Any) -> bool:
    """Return whether a task does nothing but a step of a generator, as the one that a loop closes a generator with."""
    coroutine = future.get_coro() if isinstance(future, asyncio.Task) else None
    return type(coroutine).__name__ in _STEPS


_TRIES = 10  # awaits that clean-up may come to, each of which is told again that it is over
_UNDEAD: list[object] = []  # what cannot be closed: let go of, each would say so in the next cell


def close_inwards(awaitable: Any) -> None:
    """Close a suspended coroutine with all that it awaits, the innermost first. Clean-up that awaits something else is
    closed there as well; what goes on and on is kept alive, and let be."""
    chain = list(awaited_chain(awaitable))
    for each, stepped in reversed(list(zip(chain, [*chain[1:], None], strict=True))):
        if isinstance(each, (CoroutineType, GeneratorType)):
            _end(each, each.close)
        elif isinstance(stepped, AsyncGeneratorType):  # before Python 3.13, to close a step leaves its generator as is
            _end(stepped, partial(each.throw, GeneratorExit))


def _end(each: Any, closed: Callable[[], object]) -> None:
    for _ in range(_TRIES):
        if not _is_alive(each):
            return
        with contextlib.suppress(BaseException):  # it catches what ends it, or is being ended from outside right now
            closed()
    _UNDEAD.append(each)


def _is_alive(each: Any) -> bool:
    return any(getattr(each, frame, None) is not None for frame in ("cr_frame", "ag_frame", "gi_frame"))


class Timer(asyncio.TimerHandle):
    """A timer. `due`: its deadline in whole nanoseconds, its turn, its number, since asyncio's own heap is not
    first in, first out for equal deadlines. `giver`: as of a `Handle`."""

    __slots__ = ("due", "giver")
    _scheduled: bool

    def __init__(
        self,
        when: float,
        due: tuple[int, int, int],
        loop: VirtualLoop,
        callback: Any,
        args: Any,
        context: Any,
        giver: Giver | None = None,
    ) -> None:
        super().__init__(when, callback, args, loop, context)
        self.due = due
        self.giver = giver

    def __lt__(self, other: Any) -> bool:
        return bool(self.due < other.due)

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return self.due[2]


@dataclass(frozen=True)
class LoopError:
    """What reached the loop's exception handler: an exception that nobody retrieved, usually."""

    message: str
    error: BaseException | None
