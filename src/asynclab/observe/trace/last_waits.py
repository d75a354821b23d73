"""Where a task has waited last, and where the code that it serves has: what a call that begins late came after."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from asynclab import lab
from asynclab.lab.observer import Observer, Thread
from asynclab.lab.owners.ownership import Location, Owner, awaiting, owner_of_frame
from asynclab.lab.tasks import number_of, task_of
from asynclab.observe.run import Place
from asynclab.observe.trace.exceptions import place_of


@dataclass(frozen=True)
class _Wait:
    """A wait at a line of the student's own, for which time has passed. until: virtual seconds. inside: whether a
    library's code waits there, which the line has called."""

    location: Location
    until: float
    inside: bool


@dataclass
class _Known:
    """Of a task: since when it waits, in virtual seconds; its last wait; the last one of those that it has made and
    that ended meanwhile; and the number of the task that made it."""

    since: float
    last: _Wait | None
    childs: _Wait | None = None
    parent: int | None = None


class LastWaits(Observer):
    """Knows of each task the student's line at which it has waited last. A task that is made comes after what its maker
    has waited for. What waits in a library for tasks that the library has made (a graph for its nodes) has waited where
    the last of these has, if that was a line of the student's."""

    def __init__(self) -> None:
        self._tasks: dict[int, _Known] = {}

    def task_started(self, task: asyncio.Task[Any], parent: asyncio.Task[Any] | None) -> None:
        """Lab: a task was made."""
        maker = None if parent is None else number_of(parent)
        known = self._tasks.get(maker) if maker is not None else None
        self._tasks[number_of(task)] = _Known(lab.now(), known.last if known else None, parent=maker)

    def step_started(self, thread: Thread, handle: asyncio.Handle) -> None:
        """Lab: a task goes on. It stands at its `await` still."""
        task = task_of(handle)
        known = None if task is None else self._tasks.get(number_of(task))
        if task is None or known is None or known.since == lab.now():
            return
        own, childs, known.childs = _wait_of(task), known.childs, None
        known.last = childs if childs is not None and (own is None or own.inside) else own

    def step_ended(self, thread: Thread, handle: asyncio.Handle, cpu_seconds: float) -> None:
        """Lab: a task waits, or is done."""
        task = task_of(handle)
        known = None if task is None else self._tasks.get(number_of(task))
        if known is not None:
            known.since = lab.now()

    def task_ended(self, task: asyncio.Task[Any]) -> None:
        """Lab: a task is done."""
        known = self._tasks.pop(number_of(task), None)
        maker = self._tasks.get(known.parent) if known is not None and known.parent is not None else None
        if known is not None and known.last is not None and maker is not None and known.last.until > maker.since:
            maker.childs = known.last

    def place(self) -> Place | None:
        """Return where the code that runs now has waited last, if no time has passed since; None for nowhere, and in a
        thread that runs no loop."""
        try:
            task = asyncio.current_task()
        except RuntimeError:  # no loop runs in this thread
            return None
        known = None if task is None else self._tasks.get(number_of(task))
        last = None if known is None else known.last
        return place_of(last.location) if last is not None and last.until == lab.now() else None


def _wait_of(task: asyncio.Task[Any]) -> _Wait | None:
    """The wait that ends now, at the innermost line of the student's own that a suspended task stands at."""
    found, inside = None, False
    for frame in awaiting(task.get_coro()):
        owner = owner_of_frame(frame)
        if owner is Owner.STUDENT:
            found, inside = frame, False
        elif owner is Owner.LIBRARY:
            inside = True
    return None if found is None else _Wait(Location.of(found), lab.now(), inside)
