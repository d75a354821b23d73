"""Who gave a callback: the line of the student's own at which a call was scheduled that the loop, an exit stack or a
finaliser makes later, with none of the student's frames around it."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterable, Sequence
from concurrent import futures
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from types import BuiltinMethodType, CodeType, FrameType, FunctionType
from typing import Any

from asynclab.lab.context import current
from asynclab.lab.owners.ownership import (
    Location,
    Owner,
    frames_outwards,
    location_at,
    on_behalf,
    owner_of,
    owner_of_frame,
)

_FUTURES = (asyncio.Future, futures.Future)
_ASYNCIO = frozenset({"asyncio.base_events", "asyncio.futures", "asyncio.tasks"})


@dataclass(frozen=True, slots=True)
class Giver:
    """A line of the student's own. No frame is kept: that would keep alive what stands in it."""

    code: CodeType
    line: int


GivenCallback = tuple[Callable[..., Any], Giver]  # a callback, and who gave it


def giver_at(frame: FrameType) -> Giver | None:
    """Return the line this frame is at, if it is the student's."""
    code = frame.f_code
    if _never(code.co_filename) or owner_of_frame(frame) is not Owner.STUDENT:
        return None
    return Giver(code, frame.f_lineno or code.co_firstlineno)


def maker_at(frame: FrameType) -> Giver | None:
    """Return the student's line that makes a task or a future through Python's own functions, or ours; None where a
    library's makes it. frame: that of whoever makes it."""
    for outer in frames_outwards(frame):
        owner = Owner.STDLIB if _never(outer.f_code.co_filename) else owner_of_frame(outer)
        if owner is Owner.STUDENT:
            return Giver(outer.f_code, outer.f_lineno or outer.f_code.co_firstlineno)
        if owner is Owner.LIBRARY:
            return None
    return None


def made_at(future: object) -> Location | None:
    """Return the student's line that made a task or a future, if one did."""
    if not issubclass(type(future), _FUTURES):
        return None
    try:
        maker = object.__getattribute__(future, "maker")  # a class of the student's own may have another way
    except AttributeError:
        return None
    return location_at(maker.code, maker.line) if isinstance(maker, Giver) else None


def is_asyncios(callback: Any) -> bool:
    """Return whether a callback is asyncio's own: a task's next step, what ends a sleep or gathers results. Nearly all
    are, and to ask who gave them would cost each of them more than to be scheduled.
    """
    kind = type(callback)
    if kind is BuiltinMethodType:
        return callback.__name__ == "task_wakeup" and isinstance(callback.__self__, asyncio.Task)
    if kind is FunctionType:
        return callback.__module__ in _ASYNCIO  # one of the student's has a frame of its own, whatever it says here
    return kind.__name__ == "TaskStepMethWrapper"


@cache
def _never(filename: str) -> bool:
    """Whether a file is Python's or ours. Each callback of each task comes by here."""
    return not filename.startswith("<") and owner_of(filename) in (Owner.STDLIB, Owner.OWN)


def giver_of(handle: Any) -> Giver | None:
    """Return who gave the callback that a loop is about to run, or runs."""
    arguments: Sequence[Any] = getattr(handle, "_args", None) or ()
    given: Iterable[GivenCallback] | None = getattr(arguments[0], "given", None) if len(arguments) == 1 else None
    if type(given) is tuple:  # a future's callbacks are scheduled by who sets its result
        return next((giver for callback, giver in given if callback is handle._callback), None)
    return getattr(handle, "giver", None)


def giver_in(frame: FrameType) -> Giver | None:
    """Return for whom a frame calls back; None if it is not a frame of `on_behalf`."""
    return frame.f_locals["giver"] if frame.f_code is on_behalf.__code__ else None


def exit_callback(real: Callable[..., Any]) -> Callable[..., Any]:
    """Return a replacement for `ExitStack.callback` and `AsyncExitStack.callback`."""

    def callback(self: ExitStack, callback: Callable[..., Any], /, *args: Any, **kwds: Any) -> Callable[..., Any]:
        giver = None if current() is None else giver_at(sys._getframe(1))
        if giver is None:
            real(self, callback, *args, **kwds)
        else:
            real(self, on_behalf, giver, callback, *args, **kwds)
        return callback  # so that it can be used as a decorator

    return callback


def finaliser(real: Callable[..., None]) -> Callable[..., None]:
    """Return a replacement for the constructor of `weakref.finalize`."""

    def __init__(self: Any, obj: Any, func: Callable[..., Any], /, *args: Any, **kw: Any) -> None:
        giver = None if current() is None else giver_at(sys._getframe(1))
        if giver is None:
            real(self, obj, func, *args, **kw)
        else:
            real(self, obj, on_behalf, giver, func, *args, **kw)

    return __init__
