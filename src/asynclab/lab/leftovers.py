"""What is alive in a run: who waits where when it hangs, and what is left when it has ended."""

from __future__ import annotations

import asyncio
import re
import sys
from dataclasses import dataclass
from types import FrameType
from typing import Any

from asynclab.lab.clock import Clock
from asynclab.lab.errors import Waiting
from asynclab.lab.loop import VirtualLoop
from asynclab.lab.managed_thread import ManagedThread, ThreadState
from asynclab.lab.ownership import (
    Location,
    Owner,
    awaiting_location,
    call_site,
    frames_outwards,
    owner_of,
    student_location,
)
from asynclab.lab.tasks import number_of

_NUMBERED = re.compile(r"Task-\d+")


@dataclass(frozen=True)
class LeftAlive:
    """Something that outlived the main function. kind: "task", "thread" or "generator"; `location`: the student's
    line it is at, if there is one."""

    kind: str
    name: str
    location: Location | None


def waiting(clock: Clock) -> tuple[Waiting, ...]:
    """Every task and thread that waits, with the student's line."""
    frames = sys._current_frames()
    found = [
        Waiting("task", _task_name(task), "", awaiting_location(task.get_coro()))
        for loop in clock.loops
        for task in _tasks(loop)
    ]
    for thread in clock.threads:
        if thread.state is ThreadState.WAITING or thread is clock.root:
            frame = frames.get(thread.ident)
            # a loop that waits for its tasks is not news, nor is a pool's idle worker
            if not _is_selecting(frame) and not is_idle(frame):
                call, caller = call_site(_past_the_clock(frame), thread.waits_in)
                found.append(Waiting("thread", thread.name, call, student_location(caller)))
    return tuple(found)


def tasks_left(loop: VirtualLoop) -> tuple[LeftAlive, ...]:
    """The loop's tasks that are not done, except those that are just being cancelled."""
    return tuple(
        LeftAlive("task", _task_name(task), awaiting_location(task.get_coro()))
        for task in _tasks(loop)
        if not _is_ending(task)
    )


def generators_left(loop: VirtualLoop) -> tuple[LeftAlive, ...]:
    """The async generators that are suspended: nobody has exhausted or closed them."""
    left = (LeftAlive("generator", gen.__qualname__, awaiting_location(gen)) for gen in loop.open_generators())
    return tuple(sorted(left, key=lambda one: (one.name, one.location.line if one.location else 0)))


def threads_left(clock: Clock) -> tuple[LeftAlive, ...]:
    """The run's threads that have not ended, except the idle workers of pools."""
    frames = sys._current_frames()
    return tuple(
        LeftAlive("thread", thread.name, student_location(frames.get(thread.ident)))
        for thread in clock.alive()
        if not is_idle(frames.get(thread.ident))
    )


def running_location(thread: ManagedThread | None) -> Location | None:
    """The student's line at which a thread is."""
    return None if thread is None else student_location(sys._current_frames().get(thread.ident))


def any_location(clock: Clock) -> Location | None:
    """A line of the student's own in one of the tasks."""
    places = (awaiting_location(task.get_coro()) for loop in clock.loops for task in _tasks(loop))
    return next((place for place in places if place), None)


def is_idle(frame: FrameType | None) -> bool:
    """Whether a thread is a worker of an executor that waits for its next job."""
    for outer in frames_outwards(frame):
        if owner_of(outer.f_code.co_filename) is not Owner.OWN:
            return outer.f_code.co_name == "_worker" and outer.f_code.co_filename.endswith("thread.py")
    return False


def _is_selecting(frame: FrameType | None) -> bool:
    inner = _past_the_clock(frame)
    return inner is not None and inner.f_code is VirtualLoop._run_once.__code__


def _past_the_clock(frame: FrameType | None) -> FrameType | None:
    ours = (Clock.wait.__code__.co_filename, __file__)
    return next((outer for outer in frames_outwards(frame) if outer.f_code.co_filename not in ours), None)


def _tasks(loop: VirtualLoop) -> list[asyncio.Task[Any]]:
    return sorted(asyncio.all_tasks(loop), key=number_of)


def _task_name(task: asyncio.Task[Any]) -> str:
    name = task.get_name()
    if not _NUMBERED.fullmatch(name):
        return name
    coro = task.get_coro()
    return str(getattr(coro, "__qualname__", type(coro).__name__)).rpartition("<locals>.")[2]


def _is_ending(task: Any) -> bool:
    if task._must_cancel:
        return True
    waiter = task._fut_waiter
    return bool(task.cancelling()) and (waiter is None or waiter.done())
