"""What live objects share: they record themselves in a run and stay silent outside of one, follow their script
line by line, and raise errors by name."""

from __future__ import annotations

import builtins
import time
from asyncio import sleep  # as it was: a student's line may put something else there
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar

from asynclab.lab import waiting_turn
from asynclab.observe.run import MarkKind, SpanKind
from asynclab.observe.trace.recorder import Recorder, current

from .spec import Raises

T = TypeVar("T")
Cue = Callable[[], Exception]  # makes a new error each time it is raised
ToolLine = str | Cue  # what a tool does next


class CannotCast(Exception):
    """A scenario asks for an error class that the notebook does not have."""


class Script(Generic[T]):
    """Lines, one a call; the last one repeats."""

    def __init__(self, lines: Sequence[T]) -> None:
        self._lines = lines
        self._next = 0

    @property
    def begun(self) -> int:
        """How many calls have begun."""
        return self._next

    def line(self) -> T:
        """Return the next line."""
        found = self._lines[min(self._next, len(self._lines) - 1)]
        self._next += 1
        return found


def said(line: ToolLine, query: object) -> str:
    """Return a line's text for this query, or raise its error."""
    if callable(line):
        raise line()
    return line.replace("{query}", str(query))


class Scene:
    """Where live objects are born: the run that they record themselves in, and the notebook's names."""

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        self._namespace = namespace
        # Kept from birth: a thread that the student starts by hand knows of no current recorder.
        self._recorder = _current()

    @property
    def recorder(self) -> Recorder | None:
        """The recorder of this run, or None in a demo cell."""
        return self._recorder or _current()

    @contextmanager
    def span(self, name: str, kind: SpanKind, **data: Any) -> Iterator[int | None]:
        """Hold a span of the run open for as long as the block lasts, if there is a run. Yields the span's id."""
        recorder = self.recorder
        if recorder is None:
            yield None
            return
        if (now := _current()) is not None and now is not recorder:
            _note_kept(now, name)
        with recorder.span(name, kind, **data) as opened:
            yield opened

    def block(self, span: int | None, seconds: float, turn: int = 0) -> None:
        """Wait as a blocking call does. If that holds an event loop's thread, its span says so."""
        recorder = self.recorder
        if recorder is not None:
            recorder.stall(span, seconds)
        with waiting_turn(turn):
            time.sleep(seconds)

    async def sleep(self, seconds: float, turn: int) -> None:
        """Wait as an async call does."""
        with waiting_turn(turn):
            await sleep(seconds)

    def mark(self, name: str, kind: MarkKind, span: int | None, **data: object) -> None:
        """Mark an instant in a span of the run, if there is a run."""
        recorder = self.recorder
        if recorder is not None:
            recorder.mark(name, kind, span=span, **data)

    def cue(self, error: Raises) -> Cue:
        """Return what makes the error: a builtin exception, or an exception of the notebook's. Raises `CannotCast` if
        there is no such exception.
        """
        found = getattr(builtins, error.type, None) or self._namespace.get(error.type)
        if not (isinstance(found, type) and issubclass(found, Exception)):
            raise CannotCast(
                f"The check needs the exception `{error.type}`, which this notebook does not define. "
                "Run the cell that defines it, and keep its name."
            )
        kind: type[Exception] = found
        words = (error.message,) if error.message else ()  # without any as in `raise Locked`
        try:
            kind(*words)
        except Exception as slip:
            raise CannotCast(
                f"The check makes `{error.type}({', '.join(map(repr, words))})`, which failed with "
                f"{type(slip).__name__}: {slip}. Let `{error.type}` be made from its message alone, or from nothing."
            ) from None
        return lambda: kind(*words)

    def lines(self, outcomes: Sequence[str | Raises]) -> Script[ToolLine]:
        """Return the script of a tool or an SDK."""
        return Script([self.cue(one) if isinstance(one, Raises) else one for one in outcomes])


def _note_kept(now: Recorder, name: str) -> None:
    """Note in a run that something of another one, which somebody has kept, was called in it."""
    if not now.note_last(lambda span: span.name == name, of_another_run=name):
        now.note_last(lambda span: True, of_another_run=name)


def _current() -> Recorder | None:
    try:
        return current()
    except RuntimeError:
        return None
