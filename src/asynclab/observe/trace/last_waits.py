"""Where the code that makes a call has waited until then, and for what: what a call that begins late came after."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from concurrent.futures.thread import _WorkItem  # no public name leads from a pool's thread to its work
from dataclasses import dataclass
from types import CodeType, CoroutineType
from typing import Any
from weakref import ref

from asynclab import lab
from asynclab.lab.observer import Observer, Thread
from asynclab.lab.owners.ownership import (
    Location,
    Owner,
    awaited_by,
    code_of,
    frame_of,
    frames_outwards,
    line_of,
    location_at,
    owner_of,
    owner_of_frame,
    student_location,
)
from asynclab.lab.tasks import number_of
from asynclab.observe.run import MOST_PAUSES, Pause, Wait
from asynclab.observe.seconds import exact
from asynclab.observe.trace.exceptions import place_of

_SLEEP = asyncio.sleep.__code__
_RUN = _WorkItem.run.__code__
_DEEPEST = 200  # a chain of awaits that is longer is a circle


@dataclass(frozen=True)
class _WaitingCoroutine:
    """A coroutine or generator of the student's, and the line that it stood at."""

    running: ref[Any]
    code: CodeType
    line: int

    @property
    def is_over(self) -> bool:
        """Whether it has come to its end."""
        running = self.running()
        return running is None or frame_of(running) is None


@dataclass(frozen=True)
class _LastWait:
    """A wait that time has passed in. since, until: virtual seconds. owner: the number of the task, or of the work of a
    pool, that has waited. location: the innermost line of the student's own that it stood at. around: what of theirs
    awaited it, from there outwards, beginning with itself; empty where nothing else did. inside: whether a library's
    code waited there, which the line had called. waited_for: the tasks that had to end for it, none where it slept,
    None where that is not known. ended: how many calls had ended at that instant when it went on."""

    since: float
    until: float
    owner: int
    location: Location | None = None
    around: tuple[_WaitingCoroutine, ...] = ()
    inside: bool = False
    waited_for: frozenset[int] | None = None
    ended: int = 0

    def held_up(self) -> Location | None:
        """Return the line that has kept what comes now: of those that go on, the innermost. A helper that has ended
        since is not what keeps the next call of it: who awaits one after the other is."""
        going_on = next((each for each in self.around if not each.is_over), None)
        return self.location if going_on is None else location_at(going_on.code, going_on.line)


@dataclass
class _Known:
    """Of a task: since when it waits, in virtual seconds, for its first step as well; its last wait, or its maker's
    before it was made; the last one of those that it has made and that ended meanwhile; who made it; and whether it has
    begun."""

    since: float
    last: _LastWait | None
    childs: _LastWait | None = None
    maker: ref[asyncio.Task[Any]] | None = None
    begun: bool = False


@dataclass(frozen=True)
class _Work:
    """What a pool was given to do. at: when. last: the last wait of whoever gave it. location: their line."""

    at: float
    last: _LastWait | None
    location: Location | None


class LastWaits(Observer):
    """Knows of each task where it has waited last. A task that is made comes after what its maker has waited for, and
    so does the work that a pool is given. What waits in a library for tasks that the library has made (a graph for its
    nodes) has waited where the last of these has, if that was a line of the student's; and a library's task that waits
    at no line of the student's does so for its maker."""

    def __init__(self) -> None:
        self._tasks: dict[int, _Known] = {}
        self._works: dict[int, _Work] = {}
        self._makers: dict[int, int | None] = {}  # of each task and each work, by number: who made it
        self._ended: list[tuple[int, int | None]] = []  # calls that ended at this instant, and in which task
        self._ended_at = 0.0
        self.pauses: list[Pause] = []  # the student's own
        self.label_of: Callable[[asyncio.Task[Any]], str] | None = None  # of a task, while a run is recorded

    # -- lab -------------------------------------------------------------------------------------

    def task_started(self, task: asyncio.Task[Any], parent: asyncio.Task[Any] | None) -> None:
        """Lab: a task was made."""
        maker = None if parent is None else number_of(parent)
        known = self._tasks.get(maker) if maker is not None else None
        self._makers[number_of(task)] = maker
        self._tasks[number_of(task)] = _Known(
            lab.now(), known.last if known else None, maker=None if parent is None else ref(parent)
        )

    def step_started(self, thread: Thread, handle: asyncio.Handle) -> None:
        """Lab: a task goes on. It stands at its `await` still."""
        task = getattr(handle._callback, "__self__", None)  # type: ignore[attr-defined]
        if not isinstance(task, asyncio.Task):
            return
        known = self._tasks.get(getattr(task, "_number", None) or number_of(task))
        if known is None:
            return
        now = lab.now()
        # an eager one has begun in the step of its maker
        begun, known.begun = known.begun or getattr(task.get_coro(), "cr_suspended", False), True
        since, known.since = known.since, now
        if not begun or since == now:
            return
        own, childs, known.childs = self._wait_of(task, known, since), known.childs, None
        self._note_pause(own, task)
        known.last = childs if childs is not None and (own.location is None or own.inside) else own

    def wait_ended(self, token: Any, seconds: float) -> None:
        """Lab: a thread has waited. A task that did so within a step has not waited at an `await`."""
        known = self._tasks.get(self._here() or 0) if seconds else None
        if known is not None:
            known.since = lab.now()

    def task_ended(self, task: asyncio.Task[Any]) -> None:
        """Lab: a task is done."""
        known = self._tasks.pop(number_of(task), None)
        maker = self._tasks.get(self._makers.get(number_of(task)) or 0) if known is not None else None
        last = known.last if known is not None else None
        if last is None or last.location is None or maker is None:
            return
        if last.until > maker.since:
            maker.childs = last

    def work_given(self, future: Future[Any]) -> None:
        """Lab: a pool has been given something to do."""
        self._makers[number_of(future)] = self._here()
        self._works[number_of(future)] = _Work(lab.now(), self._last(), student_location(sys._getframe(1)))

    # -- the recorder ----------------------------------------------------------------------------

    def call_ended(self, span: int) -> None:
        """Note that a call, which has taken time, is about to end."""
        if self._ended_at != lab.now():
            self._ended_at = lab.now()
            self._ended.clear()
        self._ended.append((span, self._here()))

    def wait(self) -> Wait | None:
        """Return where the code that runs now has waited last, if no time has passed since; None for nowhere."""
        last = self._last()
        if last is None or last.until != lab.now() or last.location is None:
            return None
        place = place_of(last.held_up())
        return None if place is None else Wait(place, last.since, self._calls(last))

    # -- in here ---------------------------------------------------------------------------------

    def _note_pause(self, wait: _LastWait, task: asyncio.Task[Any]) -> None:
        if wait.waited_for != frozenset() or wait.inside or wait.location is None or len(self.pauses) >= MOST_PAUSES:
            return
        place = place_of(wait.location)
        if place is not None and self.label_of is not None:
            self.pauses.append(Pause(place, exact(wait.since), exact(wait.until), self.label_of(task)))

    def _here(self) -> int | None:
        """The number of the task, or of the work of a pool, that runs now."""
        try:
            task = asyncio.current_task()
        except RuntimeError:  # no loop runs in this thread
            return next(map(number_of, _works_on(sys._getframe(1))), None)
        return None if task is None else number_of(task)

    def _last(self) -> _LastWait | None:
        here = self._here()
        known = None if here is None else self._tasks.get(here)
        work = None if here is None else self._works.get(here)
        if here is None or known is not None or work is None:
            return known.last if known is not None else None
        if work.at == lab.now():
            return work.last
        return _LastWait(work.at, lab.now(), here, work.location, ended=self._ended_now())

    def _ended_now(self) -> int:
        return len(self._ended) if self._ended_at == lab.now() else 0

    def _calls(self, last: _LastWait) -> tuple[int, ...] | None:
        """The calls that the wait was for: those that ended in what waited, and in the tasks that it waited for."""
        ended = self._ended[: self._ended_now()]
        found = tuple(
            span
            for at, (span, task) in enumerate(ended)
            if task == last.owner or (at < last.ended and task is not None and self._was_for(last, task))
        )
        return found or (() if last.waited_for == frozenset() else None)

    def _was_for(self, last: _LastWait, task: int) -> bool:
        wanted = {last.owner} if last.waited_for is None else last.waited_for
        number: int | None = task
        while number is not None:
            if number in wanted:
                return True
            number = self._makers.get(number)
        return False

    def _wait_of(self, task: asyncio.Task[Any], known: _Known, since: float) -> _LastWait:
        """The wait of a suspended task that ends now."""
        around, inside, innermost = _standing(task)
        maker = known.maker() if known.maker is not None else None
        while not around and maker is not None and not maker.done() and maker is not asyncio.current_task():
            around, inside, _ = _standing(maker)
            above = self._tasks.get(number_of(maker))
            maker = above.maker() if above is not None and above.maker is not None else None
        return _LastWait(
            since,
            lab.now(),
            number_of(task),
            location_at(around[0].code, around[0].line) if around else None,
            around if len(around) > 1 else (),
            inside,
            _waited_for(task, innermost),
            self._ended_now(),
        )


def _standing(task: asyncio.Task[Any]) -> tuple[tuple[_WaitingCoroutine, ...], bool, Innermost]:
    """Where a suspended task stands: what there is of the student's own, innermost first, whether a library waits
    inside of that, and what waits there at last. Most of what is awaited is a library's, and is passed by without a
    look at its frame."""
    found: list[_WaitingCoroutine] = []
    inside, scripted, code = False, False, None
    ran: CodeType | None
    each = task.get_coro()
    for _ in range(_DEEPEST):
        if type(each) is CoroutineType:  # nearly all are
            ran, inner = each.cr_code, each.cr_await
        else:
            ran, inner = code_of(each), awaited_by(each)
        if ran is not None:
            code = ran
            owner = owner_of(code.co_filename)
            if owner is Owner.LIBRARY and code.co_filename.startswith("<"):
                owner = owner_of_frame(frame_of(each))  # made out of text, by whomever
            if owner is Owner.STUDENT:
                found.append(_WaitingCoroutine(ref(each), code, line_of(frame_of(each))))
                inside, scripted = False, False
            inside = inside or owner is Owner.LIBRARY
            scripted = scripted or owner is Owner.OWN
        if inner is None:
            break
        each = inner
    return tuple(reversed(found)), inside, Innermost(code is _SLEEP, scripted)


@dataclass(frozen=True)
class Innermost:
    """What a task stands in at last. sleeps: `asyncio.sleep`. scripted: it is a scripted thing's own affair."""

    sleeps: bool
    scripted: bool


def _waited_for(task: asyncio.Task[Any], innermost: Innermost) -> frozenset[int] | None:
    """The tasks whose end a suspended task waits for, by number; none where it sleeps; None where that is not known."""
    waiter = getattr(task, "_fut_waiter", None)
    if isinstance(waiter, asyncio.Task):
        return frozenset((number_of(waiter),))
    children = getattr(waiter, "_children", None)  # of `gather`
    if isinstance(children, list):
        return frozenset(map(number_of, children))
    return frozenset() if innermost.sleeps and not innermost.scripted else None


def _works_on(frame: Any) -> Iterator[Future[Any]]:
    """The work that a pool's thread does, innermost first."""
    for outer in frames_outwards(frame):
        if outer.f_code is _RUN:
            yield outer.f_locals["self"].future
