"""What is alive in a run: who waits where when it hangs, and what is left when it has ended."""

from __future__ import annotations

import asyncio
import inspect
import re
import sys
from dataclasses import dataclass
from types import FrameType
from typing import Any, Literal

from asynclab.lab.clock import Clock
from asynclab.lab.context import FAR, current, real_sleep
from asynclab.lab.errors import Died, Waiting
from asynclab.lab.loop import VirtualLoop
from asynclab.lab.managed_thread import ManagedThread, ThreadState
from asynclab.lab.owners.givers import made_at
from asynclab.lab.owners.ownership import (
    Location,
    Owner,
    awaiting,
    awaiting_location,
    call_site,
    code_of,
    frames_outwards,
    location_at,
    owner_of,
    student_location,
)
from asynclab.lab.tasks import Dropped, coroutine_name, number_of

_NUMBERED = re.compile(r"Task-\d+")


@dataclass(frozen=True)
class LeftAlive:
    """Something that outlived the main function. location: the student's line it is at, if there is one. waited: of a
    task, whether anything has waited for it. dropped: of a task that only the loop has made, to close a generator which
    nobody had closed. made: the student's line that made a task, if one did."""

    kind: Literal["task", "thread", "generator"]
    name: str
    location: Location | None
    waited: bool = False
    dropped: Dropped | None = None
    made: Location | None = None


def waiting(clock: Clock) -> tuple[Waiting, ...]:
    """Return every task and thread that waits, with the student's line."""
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


def died(clock: Clock) -> tuple[Died, ...]:
    """Return every thread, task and callback that ended with an error which nobody has looked at."""
    tasks = [task for loop in clock.loops for task in sorted(loop.failed, key=number_of)]
    unseen = [Died("task", _task_name(task), task._exception) for task in tasks if task._log_traceback]
    errors = [
        Died("callback", _callback_name(one.message), one.error)
        for loop in clock.loops
        for one in loop.errors
        if one.error is not None
    ]
    return (*clock.died, *unseen, *errors)


def unseen(loop: VirtualLoop) -> tuple[BaseException, ...]:
    """Return the errors of tasks and callbacks of a loop that nobody has looked at, so that they are lost; of tasks
    that were cancelled when they had failed as well."""
    kept = (task._exception for task in sorted(loop.failed, key=number_of) if task._log_traceback)
    return (*(one.error for one in loop.errors if one.error is not None), *loop.lost, *kept)


def without_deadline(clock: Clock) -> tuple[Waiting, ...]:
    """Return the tasks and threads that wait for ever, if nobody ends the wait. Those that wait for a task or a thread
    are left out.

    The run goes on meanwhile, and a task that is just being woken looks as if nothing would wake it. So it looks twice:
    what waits for ever waits for the same thing after virtual time has moved.
    """
    first = {id(waiter): waiter for waiter, _ in _unbounded(clock)}  # kept: a new one could have an old one's id
    _let_move(clock)
    return tuple(one for waiter, one in _unbounded(clock) if id(waiter) in first)


def _let_move(clock: Clock, looks: int = 100) -> None:
    """Wait until virtual time has moved; at most about a tenth of a real second."""
    at = clock.now
    for _ in range(looks):
        if clock.now != at:
            return
        real_sleep(0.001)


def _unbounded(clock: Clock) -> list[tuple[object, Waiting]]:
    """Whoever waits with no timer, task or thread in sight that would end it; with what it waits for."""
    frames = sys._current_frames()
    found: list[tuple[object, Waiting]] = [
        (waiter, Waiting("task", _task_name(task), "", awaiting_location(task.get_coro())))
        for loop in list(clock.loops)
        for task in _tasks(loop)
        if (waiter := task._fut_waiter) is not None and not (_is_ending(task) or _has_end(task, waiter, loop))
    ]
    for thread in list(clock.threads):
        frame = frames.get(thread.ident)
        if (
            thread.state is ThreadState.WAITING
            and thread.deadline >= FAR
            and not _is_selecting(frame)
            and not is_idle(frame)
        ):
            call, caller = call_site(_past_the_clock(frame), thread.waits_in)
            if call != "Thread.join":
                found.append((thread, Waiting("thread", thread.name, call, student_location(caller))))
    return found


_CALLBACK = re.compile(r"Exception in callback ([\w.<>]+)")


def _callback_name(message: str) -> str:
    found = _CALLBACK.match(message)
    return found[1] if found else message


_FOR_TASKS = frozenset({"_wait", "wait", "_wait_for_one", "gather"})


def _has_end(task: Any, waiter: Any, loop: VirtualLoop) -> bool:
    """Whether a timer, a task or a thread will end what a task waits for."""
    return bool({id(waiter), id(task)} & _timed(loop)) or waiter.done() or _waits_for_others(task, waiter)


def _timed(loop: VirtualLoop) -> set[int]:
    """The ids of the tasks and futures that a timer will wake."""
    return {id(held) for timer in list(loop._scheduled) if not timer._cancelled for held in _held_by(timer)}


def _waits_for_others(task: Any, waiter: Any) -> bool:
    """Whether what a task waits for is the end of other tasks, or of a thread's work."""
    return (
        isinstance(waiter, (asyncio.Task, asyncio.tasks._GatheringFuture))  # type: ignore[attr-defined]
        or any("_chain_future" in getattr(callback, "__qualname__", "") for callback, _ in waiter._callbacks or ())
        or any(_waits_for_tasks(frame) for frame in awaiting(task.get_coro()))
    )


def _held_by(timer: Any) -> tuple[object, ...]:
    owner = getattr(timer._callback, "__self__", None)
    return (*timer._args, getattr(owner, "_task", None))


def _waits_for_tasks(frame: FrameType) -> bool:
    file = frame.f_code.co_filename
    return file.endswith("/asyncio/taskgroups.py") or (
        file.endswith("/asyncio/tasks.py") and frame.f_code.co_name in _FOR_TASKS
    )


def tasks_left(loop: VirtualLoop) -> tuple[LeftAlive, ...]:
    """Return the loop's tasks that are not done, except those that are just being cancelled."""
    return tuple(_task_left(task) for task in _tasks(loop) if not _is_ending(task))


def _task_left(task: Any) -> LeftAlive:
    waited, dropped = getattr(task, "waited", False), getattr(task, "dropped", None)
    return LeftAlive("task", _task_name(task), awaiting_location(task.get_coro()), waited, dropped, made_at(task))


def generators_left(loop: VirtualLoop) -> tuple[LeftAlive, ...]:
    """Return the async generators that are suspended: nobody has exhausted or closed them."""
    left = (LeftAlive("generator", coroutine_name(gen), awaiting_location(gen)) for gen in loop.open_generators())
    return tuple(sorted(left, key=lambda one: (one.name, one.location.line if one.location else 0)))


def threads_left(clock: Clock) -> tuple[LeftAlive, ...]:
    """Return the run's threads that have not ended, except the idle workers of pools."""
    frames = sys._current_frames()
    return tuple(
        LeftAlive("thread", thread.name, student_location(frames.get(thread.ident)))
        for thread in clock.alive()
        if not is_idle(frames.get(thread.ident))
    )


def location_now(clock: Clock) -> Location | None:
    """Return the student's line that is running, else that at which a task goes on. Of a coroutine that has just begun,
    the line that made its task: what it will do there, its `def` does not say."""
    running = student_location(frame_of(clock.running))
    if running is None:
        return polling_location(clock) or _only_generator(clock)
    tasks = (task for loop in list(clock.loops) if (task := asyncio.current_task(loop)) is not None)
    return next((made for task in tasks if _is_at_def(task, running) and (made := made_at(task))), running)


def _is_at_def(task: asyncio.Task[Any], place: Location) -> bool:
    """Whether this is the first line of what a task runs."""
    code = code_of(task.get_coro())
    return code is not None and location_at(code, code.co_firstlineno) == place


def _standing(task: asyncio.Task[Any]) -> Location | None:
    """The student's line that a suspended task is at; of one that has not begun, that which made it."""
    coroutine = task.get_coro()
    begun = not inspect.iscoroutine(coroutine) or inspect.getcoroutinestate(coroutine) != inspect.CORO_CREATED
    return (None if begun else made_at(task)) or awaiting_location(coroutine)


def _only_generator(clock: Clock) -> Location | None:
    """The student's line at which their only open async generator stands: a library reads it on and on."""
    opened = {place for loop in clock.loops for gen in loop.open_generators() if (place := awaiting_location(gen))}
    return opened.pop() if len(opened) == 1 else None


def location_of_main(clock: Clock) -> Location | None:
    """Return the student's line that the oldest task is at which has one, if that waits for no other task: where time
    goes on and on, it is what does not end, whoever of its helpers runs just now."""
    for task in (task for loop in list(clock.loops) for task in _tasks(loop)):
        if getattr(task.get_coro(), "cr_running", False) and (place := student_location(frame_of(clock.running))):
            return place  # what a coroutine awaits is not to be seen while it runs
        if (place := awaiting_location(task.get_coro())) is not None:
            waiter = task._fut_waiter
            return None if waiter is not None and _waits_for_others(task, waiter) else place
    return None


def frame_of(thread: ManagedThread | None) -> FrameType | None:
    """Return the frame that a thread is in."""
    return None if thread is None else sys._current_frames().get(thread.ident)


def polling_location(clock: Clock) -> Location | None:
    """Return the student's line at which a task goes on and on: of one that is being woken, else of one that waits for
    a timer; of any where there is none, but last of those that wait for others."""
    places = []
    for loop in list(clock.loops):
        timed = _timed(loop)
        for task in _tasks(loop):
            waiter = task._fut_waiter
            woken = waiter is None or waiter.done()
            ranks = (not woken, not {id(waiter), id(task)} & timed, not woken and _waits_for_others(task, waiter))
            places.append((ranks, number_of(task), _standing(task)))
    return next((place for *_, place in sorted(places, key=lambda each: each[:2]) if place), None)


def fed_from(stream: object) -> tuple[Location, ...]:
    """Return the student's lines that a stream has its items from, in the run that this code is part of: its own, of an
    async generator; else that of the task which goes on; then those of the other generators that are open. None outside
    of a run."""
    thread = current()
    if thread is None:
        return ()
    clock = thread.clock
    opened = sorted(
        (place for loop in clock.loops for gen in loop.open_generators() if (place := awaiting_location(gen))),
        key=lambda place: (place.file, place.line),
    )
    own = awaiting_location(stream) or polling_location(clock)
    return tuple(dict.fromkeys(([own] if own else []) + opened))


def is_idle(frame: FrameType | None) -> bool:
    """Return whether a thread is a worker of an executor that waits for its next job."""
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


def _tasks(loop: VirtualLoop) -> list[Any]:
    return sorted(asyncio.all_tasks(loop), key=number_of)


def _task_name(task: Any) -> str:
    name = task.get_name()
    if not _NUMBERED.fullmatch(name):
        return str(name)
    return coroutine_name(task.get_coro())


def _is_ending(task: Any) -> bool:
    if task._must_cancel:
        return True
    waiter = task._fut_waiter
    return bool(task.cancelling()) and (waiter is None or waiter.done())
