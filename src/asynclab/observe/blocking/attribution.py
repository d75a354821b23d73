"""Whose fault is a call that blocks? Answered from the stack at the moment it is made.

From the call outwards: the first frame of the student's own is the line to show. The first coroutine ends
the search for a culprit: everything inside of it was called synchronously, everything outside merely awaits.
So a student's frame up to there is the student's doing, however many innocent helpers or library frames lie
between; with none, a library blocked the loop by itself. A callback has no frame of the student's around it:
it is the doing of the line that gave it.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from types import CodeType, FrameType

from asynclab.lab.owners.givers import Giver, giver_in
from asynclab.lab.owners.magics import source_of
from asynclab.lab.owners.ownership import Owner, awaiting, frames_outwards, is_async, location_at, owner_of_frame
from asynclab.lab.tasks import task_of
from asynclab.observe.blocking.allowlist import excuses
from asynclab.observe.blocking.call_expression import CallExpression, call_at
from asynclab.observe.blocking.classify import CalledFunction
from asynclab.observe.run import Place
from asynclab.observe.trace.exceptions import file_as_known

# These run the loop, stand in for the calls that block, or watch: never the function a student's line called.
_MACHINERY = ("asynclab.lab", "asynclab.observe")
_DECORATORS = 20  # lines above a definition, at most
_STEP = asyncio.Handle._run.__code__  # in which a loop runs a callback


@dataclass(frozen=True)
class Blame:
    """`place` is the innermost line of the student's own, `coroutine` the student's `async def` it stalled,
    `mine` whether the student made the call, `called` the function that the student's line called (None if
    the line made the blocking call itself), `written` that call as it stands in the line, `library` whether a
    library stands between the two, `excused` whether the call is one of those that nobody needs to know of (an
    import, a traceback's source line)."""

    place: Place | None = None
    coroutine: Place | None = None
    mine: bool = False
    called: CalledFunction | None = None
    written: CallExpression | None = None
    library: bool = False
    excused: bool = False


def is_students(frame: FrameType) -> bool:
    """Return whether the student wrote what runs in this frame."""
    return owner_of_frame(frame) is Owner.STUDENT


@dataclass(frozen=True)
class _Doing:
    """Who made a call. inside: the frames between the call and the student's line, from the call outwards. line: that
    line, None without one. outside: the frames from that line outwards. at: the frame of the line, where it has one."""

    inside: list[FrameType]
    line: Giver | None
    outside: list[FrameType]
    at: FrameType | None = None


def blame(frame: FrameType | None, giver: Giver | None = None) -> Blame:
    """Judge the call that is about to be made in this frame. giver: the student's line that gave the callback which
    makes it, if one did."""
    doing = _doing(frame, giver)
    mine = doing.line is not None and not any(map(_ends, doing.inside))
    stalled = next((at for at in doing.outside if is_students(at) and is_async(at.f_code)), None)
    return Blame(
        place=place_at(doing.line.code, doing.line.line) if doing.line else None,
        coroutine=stalled and definition(stalled.f_code),
        mine=mine,
        called=_called(doing.inside) if mine else None,
        written=call_at(doing.at) if mine and doing.at is not None else None,
        library=any(owner_of_frame(at) is Owner.LIBRARY for at in doing.inside),
        excused=any(map(excuses, doing.inside)),
    )


def _doing(frame: FrameType | None, giver: Giver | None) -> _Doing:
    inside: list[FrameType] = []
    outwards = frames_outwards(frame)
    for at in outwards:
        if is_students(at):
            outside = [at, *outwards]
            shown = _shown(outside)
            return _Doing(inside, Giver(shown.f_code, shown.f_lineno), outside, shown)
        if (given := giver_in(at)) is not None:
            return _Doing(inside, given, list(outwards))
        if giver is not None and at.f_code is _STEP:
            return _Doing(inside, giver, [])
        if not _is_notebooks_open(at):
            inside.append(at)
    return _Doing(inside, None, [])


def _is_notebooks_open(frame: FrameType) -> bool:
    """Whether it is of the function that IPython puts into a notebook in place of Python's `open`, which that calls."""
    name = frame.f_code.co_name
    return name == "_modified_open" and frame.f_globals.get("__name__") == "IPython.core.interactiveshell"


def _shown(outside: list[FrameType]) -> FrameType:
    """The frame whose line to show: the innermost of the student's with a text that can be read. What is made of a
    text by `exec` or by `@dataclass` has none; then the line that calls it says more, if there is one."""
    for at in outside:
        if is_students(at) and source_of(at.f_code).line(at.f_lineno):
            return at
        if is_async(at.f_code):
            break
    return outside[0]


def _ends(frame: FrameType) -> bool:
    """Whether the search for a culprit ends here: at a coroutine, except those of Python's exit stacks, which call
    back what they were given."""
    return is_async(frame.f_code) and frame.f_globals.get("__name__") != "contextlib"


def place_at(code: CodeType, line: int) -> Place:
    """Return a line of a function. The source is read for its text."""
    at = location_at(code, line)
    return Place(file_as_known(at.file), at.line, at.function, at.text)


def definition(code: CodeType) -> Place | None:
    """Return the `async def` line of a coroutine, below its decorators; None for other functions."""
    if not is_async(code):
        return None
    first = code.co_firstlineno
    source = source_of(code)
    lines = (source.line(line) for line in range(first, first + _DECORATORS))
    below = next((n for n, text in enumerate(lines) if text.lstrip().startswith("async def")), 0)
    return place_at(code, first + below)


def busy_task(loop: asyncio.AbstractEventLoop) -> tuple[Place | None, Place | None]:
    """Return the student's line, and its coroutine, of a task that never waits for anything. Of several such tasks, it
    is the task that was made first.
    """
    busy = [task for task in asyncio.all_tasks(loop) if getattr(task, "_fut_waiter", None) is None]
    for task in sorted(busy, key=hash):  # a run's tasks are numbered, and the number is their hash
        frames = [at for at in awaiting(task.get_coro()) if is_students(at)]
        if frames:
            return place_at(frames[-1].f_code, frames[-1].f_lineno), definition(frames[-1].f_code)
    return None, None


def coroutine_of(handle: asyncio.Handle) -> Place | None:
    """Return the student's innermost coroutine in the task whose step this was; None where it was no task's, where the
    task is done, and where nothing of it is the student's."""
    task = task_of(handle)
    frames = list(awaiting(task.get_coro())) if task is not None else []
    return next((definition(at.f_code) for at in reversed(frames) if is_students(at)), None)


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
