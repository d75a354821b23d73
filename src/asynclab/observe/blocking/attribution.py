"""Whose fault is a call that blocks? Answered from the stack at the moment it is made.

From the call outwards: the first frame of the student's own is the line to show. The first coroutine ends
the search for a culprit: everything inside of it was called synchronously, everything outside merely awaits.
So a student's frame up to there is the student's doing, however many innocent helpers or library frames lie
between; with none, a library blocked the loop by itself.
"""

from __future__ import annotations

import asyncio
import inspect
import linecache
from dataclasses import dataclass
from types import CodeType, FrameType

from asynclab.lab.ownership import Owner, awaiting, frames_outwards, location_at, owner_of
from asynclab.observe.blocking.allowlist import excuses
from asynclab.observe.blocking.classify import CalledFunction
from asynclab.observe.run import Place
from asynclab.observe.trace.exceptions import file_as_known

_ASYNC = inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR | inspect.CO_ITERABLE_COROUTINE
# These run the loop, stand in for the calls that block, or watch: never the function a student's line called.
_MACHINERY = ("asynclab.lab", "asynclab.observe")
_DECORATORS = 20  # lines above a definition, at most


@dataclass(frozen=True)
class Blame:
    """`place` is the innermost line of the student's own, `coroutine` the student's `async def` it stalled,
    `mine` whether the student made the call, `called` the function that the student's line called (None if
    the line made the blocking call itself), `library` whether a library stands between the two, `excused`
    whether the call is one of those that nobody needs to know of (an import, a traceback's source line)."""

    place: Place | None = None
    coroutine: Place | None = None
    mine: bool = False
    called: CalledFunction | None = None
    library: bool = False
    excused: bool = False


def is_async(frame: FrameType) -> bool:
    """Whether it is a coroutine's or an async generator's."""
    return bool(frame.f_code.co_flags & _ASYNC)


def is_students(frame: FrameType) -> bool:
    """Whether the student wrote what runs in this frame."""
    return owner_of(frame.f_code.co_filename) is Owner.STUDENT


def blame(frame: FrameType | None) -> Blame:
    """Judge the call that is about to be made in this frame."""
    inside: list[FrameType] = []
    outside = frames_outwards(frame)
    student = None
    for at in outside:
        if is_students(at):
            student = at
            break
        inside.append(at)
    mine = student is not None and not any(map(is_async, inside))
    stalled = student
    if student is not None and not is_async(student):
        stalled = next((at for at in outside if is_students(at) and is_async(at)), None)
    return Blame(
        place=student and place_at(student.f_code, student.f_lineno),
        coroutine=stalled and definition(stalled.f_code),
        mine=mine,
        called=_called(inside) if mine else None,
        library=any(owner_of(at.f_code.co_filename) is Owner.LIBRARY for at in inside),
        excused=any(map(excuses, inside)),
    )


def place_at(code: CodeType, line: int) -> Place:
    """A line of a function. The source is read for its text."""
    at = location_at(code, line)
    return Place(file_as_known(at.file), at.line, at.function, at.text)


def definition(code: CodeType) -> Place | None:
    """The `async def` line of a coroutine, below its decorators; None for other functions."""
    if not code.co_flags & _ASYNC:
        return None
    first = code.co_firstlineno
    lines = (linecache.getline(code.co_filename, line) for line in range(first, first + _DECORATORS))
    below = next((n for n, text in enumerate(lines) if text.lstrip().startswith("async def")), 0)
    return place_at(code, first + below)


def busy_task(loop: asyncio.AbstractEventLoop) -> tuple[Place | None, Place | None]:
    """The student's line, and its coroutine, of a task that never waits for anything; of several, the first made."""
    busy = [task for task in asyncio.all_tasks(loop) if getattr(task, "_fut_waiter", None) is None]
    for task in sorted(busy, key=hash):  # a run's tasks are numbered, and the number is their hash
        frames = [at for at in awaiting(task.get_coro()) if is_students(at)]
        if frames:
            return place_at(frames[-1].f_code, frames[-1].f_lineno), definition(frames[-1].f_code)
    return None, None


def _called(inside: list[FrameType]) -> CalledFunction | None:
    """The outermost of the frames that the student's line led to."""
    frame = next((at for at in reversed(inside) if not _module(at).startswith(_MACHINERY)), None)
    if frame is None:
        return None
    called = CalledFunction(_module(frame), frame.f_code.co_qualname)
    if not called.of_framework:
        return called
    # `f_locals` copies the locals and so keeps them alive as long as the frame: not done to other people's frames.
    kind = type(frame.f_locals.get("self"))
    return CalledFunction(called.module, called.name, tuple(base.__name__ for base in kind.__mro__))


def _module(frame: FrameType) -> str:
    return str(frame.f_globals.get("__name__", ""))
