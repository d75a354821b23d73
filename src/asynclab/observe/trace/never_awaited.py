"""Coroutines that were made and never awaited, of which Python itself only warns."""

from __future__ import annotations

import linecache
import re
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import CoroutineType, TracebackType
from typing import Any

from asynclab import lab
from asynclab.observe.plain import scrub
from asynclab.observe.run import MOST_NEVER_AWAITED, NeverAwaited, Place
from asynclab.observe.trace.exceptions import file_as_known

_TWO = 2  # frames of where a coroutine is made: its caller's, and whose that was called by
_PLAIN_DEF = re.compile(r"\s*(async\s+)?def\s+(\w+)")
_HOOK = "_warn_unawaited_coroutine"  # what Python calls when it throws one away

_MadeAt = tuple[str, int, str]  # file, line, function


def warn_at_definition(coroutine: CoroutineType[Any, Any, Any]) -> None:
    """Warn of a coroutine that is thrown away unstarted, as Python does, but for the line: it would be ours."""
    code, said = coroutine.cr_code, f"coroutine {coroutine.__qualname__!r} was never awaited"
    warnings.warn_explicit(said, RuntimeWarning, code.co_filename, code.co_firstlineno, source=coroutine)


@contextmanager
def dropped_by_a_cell() -> Iterator[None]:
    """In the block, Python warns of a coroutine that is thrown away at the line that defines it, and not at the line of
    ours that throws it away; of one of a run it does not, since the run has told of it."""
    before = getattr(warnings, _HOOK)
    setattr(warnings, _HOOK, lambda coroutine: None if coroutine.cr_origin else warn_at_definition(coroutine))
    try:
        yield
    finally:
        setattr(warnings, _HOOK, before)


class NeverAwaitedCoroutines:
    """Hears of each coroutine of the student's own making that is thrown away unstarted, while it is entered; one that
    a library's plain function made for the student's line is their own. Python's warning of it stays away, and so it
    does for those that a library makes for itself, which no student can await; of one of unknown origin Python warns
    as ever."""

    def __init__(self) -> None:
        self._found: list[tuple[str, _MadeAt | None]] = []
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
        sys.set_coroutine_origin_tracking_depth(_TWO)

    def handed_on(self, value: object, deep: int = 5) -> None:
        """Take in the coroutines in a value that somebody gave back instead of awaiting them."""
        if isinstance(value, CoroutineType):
            if not self._noted(value) and not value.cr_origin:
                self._made_in_a_thread(value)
        elif deep and isinstance(value, (list, tuple, set, dict)):
            for part in value.values() if isinstance(value, dict) else value:
                self.handed_on(part, deep - 1)

    def told(self) -> tuple[NeverAwaited, ...]:
        """Return those of the student's own making, in the order in which they were thrown away."""
        return tuple(NeverAwaited(scrub(name), _place(*origin) if origin else None) for name, origin in self._found)

    def _heard(self, coroutine: CoroutineType[Any, Any, Any]) -> None:
        if not self._noted(coroutine) and not coroutine.cr_origin and not self._made_in_a_thread(coroutine):
            self._passed_on(coroutine)

    def _passed_on(self, coroutine: CoroutineType[Any, Any, Any]) -> None:
        if isinstance(getattr(self._warn, "__self__", None), NeverAwaitedCoroutines):
            self._warn(coroutine)
            return
        warn_at_definition(coroutine)

    def _made_in_a_thread(self, coroutine: CoroutineType[Any, Any, Any]) -> bool:
        """Note a coroutine that a thread made, which nobody follows, if it is of the student's own function or of a
        scripted one; return whether it is one of these."""
        if lab.owner_of(coroutine.cr_code.co_filename) not in (lab.Owner.STUDENT, lab.Owner.OWN):
            return False
        self._keep(coroutine.__name__, None)
        return True

    def _noted(self, coroutine: CoroutineType[Any, Any, Any]) -> bool:
        """Note a coroutine of the student's own making, and return whether it is one."""
        origin, at = coroutine.cr_origin or (), _at_student(coroutine)
        if at is None:
            return False
        self._keep(origin[at - 1][2] if at else coroutine.__name__, origin[at])
        return True

    def _keep(self, name: str, origin: _MadeAt | None) -> None:
        if len(self._found) < MOST_NEVER_AWAITED:
            self._found.append((name, origin))


def made_by_student(coroutine: CoroutineType[Any, Any, Any]) -> Place | None:
    """Return the student's line that made a coroutine, None where none did or nobody has followed it."""
    at = _at_student(coroutine)
    return None if at is None else _place(*(coroutine.cr_origin or ())[at])


def _at_student(coroutine: CoroutineType[Any, Any, Any]) -> int | None:
    """Which of the frames that a coroutine was made in is the student's, if it is of their making."""
    origin = coroutine.cr_origin or ()
    at = next((at for at, (file, _, _) in enumerate(origin) if lab.owner_of(file) is lab.Owner.STUDENT), None)
    return None if at is None or (at and not _is_plain(*origin[at - 1])) else at


def _is_plain(file: str, line: int, function: str) -> bool:
    """Whether the function around a line is a plain `def`: what it makes, it gives to its caller."""
    for number in range(line, 0, -1):
        if (begins := _PLAIN_DEF.match(linecache.getline(file, number))) and begins[2] == function:
            return not begins[1]
    return False


def _place(file: str, line: int, function: str) -> Place:
    return Place(file_as_known(file), line, function, linecache.getline(file, line).strip())
