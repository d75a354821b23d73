"""Coroutines that were made and never awaited, of which Python itself only warns."""

from __future__ import annotations

import linecache
import sys
import warnings
from collections.abc import Callable
from types import CoroutineType, TracebackType
from typing import Any

from asynclab import lab
from asynclab.observe.plain import scrub
from asynclab.observe.run import NeverAwaited, Place
from asynclab.observe.trace.exceptions import file_as_known

_MOST = 100  # kept of one run: a loop can make a million
_ONE = 1  # frame of where a coroutine is made: its caller's
_HOOK = "_warn_unawaited_coroutine"  # what Python calls when it throws one away

_Origin = tuple[str, int, str]  # file, line, function


class NeverAwaitedCoroutines:
    """Hears of each coroutine of the student's own making that is thrown away unstarted, while it is entered. Python's
    warning of it stays away; of a library's coroutines Python warns as ever."""

    def __init__(self) -> None:
        self._found: list[tuple[str, _Origin]] = []
        self._warn: Callable[[CoroutineType[Any, Any, Any]], None] = getattr(warnings, _HOOK)

    def __enter__(self) -> NeverAwaitedCoroutines:
        self._warn = getattr(warnings, _HOOK)
        setattr(warnings, _HOOK, self._heard)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        setattr(warnings, _HOOK, self._warn)

    @staticmethod
    def follow() -> None:
        """Have Python note, in this thread, at which line each coroutine is made."""
        sys.set_coroutine_origin_tracking_depth(_ONE)

    def handed_on(self, value: object, deep: int = 5) -> None:
        """Take in the coroutines in a value that somebody gave back instead of awaiting them."""
        if isinstance(value, CoroutineType):
            self._noted(value)
        elif deep and isinstance(value, (list, tuple, set, dict)):
            for part in value.values() if isinstance(value, dict) else value:
                self.handed_on(part, deep - 1)

    def told(self) -> tuple[NeverAwaited, ...]:
        """Return those of the student's own making, in the order in which they were thrown away."""
        return tuple(NeverAwaited(scrub(name), _place(*origin)) for name, origin in self._found)

    def _heard(self, coroutine: CoroutineType[Any, Any, Any]) -> None:
        if not self._noted(coroutine):
            self._warn(coroutine)

    def _noted(self, coroutine: CoroutineType[Any, Any, Any]) -> bool:
        """Note a coroutine of the student's own making, and return whether it is one."""
        origin = coroutine.cr_origin
        if not origin or lab.owner_of(origin[0][0]) is not lab.Owner.STUDENT:
            return False
        if len(self._found) < _MOST:
            self._found.append((coroutine.__name__, origin[0]))
        return True


def _place(file: str, line: int, function: str) -> Place:
    return Place(file_as_known(file), line, function, linecache.getline(file, line).strip())
