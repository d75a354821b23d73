"""A class as a map: a row a student, a column a promise, and in each square what became of it. Pure.

What nobody knows yet is `?`, and never a zero: neither in a square nor in a sum.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten

from asynclab.expect.outcome import Outcome
from asynclab.grade.gradebook.cell_story import CellStory
from asynclab.grade.gradebook.models import CellGrade
from asynclab.grade.gradebook.results import Result
from asynclab.grade.gradebook.verdicts import Reading, Standing
from asynclab.report.class_page.page_name import page_name, plain_name
from asynclab.report.class_page.square_state import SquareState

_LOST = {
    Outcome.NOT_ATTEMPTED: SquareState.UNTRIED,
    Outcome.TIMED_OUT: SquareState.ENDLESS,
    Outcome.CRASHED: SquareState.CRASHED,
    Outcome.TAMPERED: SquareState.TAMPERED,
}
_STANDINGS = {
    Standing.EARNED: SquareState.KEPT,
    Standing.UNCLEAR: SquareState.PERSON,
    Standing.WAITING: SquareState.PERSON,
    Standing.LEFT_OUT: SquareState.LEFT_OUT,
}
_GLANCE = 80  # characters
_LOOK = "A person is asked to look"
TO_GRADE = "A person has to grade it."


@dataclass(frozen=True)
class MapColumn:
    """A graded cell of the chapter. promise: what it promises, or its name where it is a plain test."""

    check: str
    promise: str
    of: float

    @property
    def anchor(self) -> str:
        """The name of its place on a student's page."""
        return plain_name(self.check)


@dataclass(frozen=True)
class MapSquare:
    """A student's graded cell. points: None as long as nobody knows. reasons: what was seen, or why a person looks."""

    check: str
    state: SquareState
    points: float | None
    of: float
    reasons: tuple[str, ...] = ()
    story: CellStory | None = None

    @property
    def why(self) -> str:
        """The first reason, or ""."""
        return next(iter(self.reasons), "")

    @property
    def glance(self) -> str:
        """The beginning of it, to be read in passing: a page has 24,000 squares."""
        return shorten(self.why, _GLANCE, placeholder=" …")


@dataclass(frozen=True)
class MapRow:
    """A student. page: the name of their page's file, without its ending. points: those that are known, less the
    penalty; of: the most there are. waits: why a person must look, a sentence each; notes: what is to be known
    otherwise. problem: why the whole could not be graded, or a part of it, or "". opens: whether formgrader has it. The
    squares stand in the order of the columns."""

    student: str
    page: str
    points: float | None
    of: float
    squares: tuple[MapSquare, ...]
    waits: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""
    opens: bool = False

    @property
    def final(self) -> bool:
        """Whether the points are the sum that counts."""
        return not self.waits

    @property
    def untried(self) -> bool:
        """Whether nothing at all was attempted."""
        tried = [each for each in self.squares if each.state is not SquareState.LEFT_OUT]
        return bool(tried) and all(each.state is SquareState.UNTRIED for each in tried)

    @property
    def sum(self) -> str:
        """The points as they are shown: "16", "16 ?" where more may come, "?" where nothing is known."""
        known = "" if self.points is None else f"{self.points:g}"
        return known if self.final else f"{known} ?".strip()

    @property
    def group(self) -> str:
        """What a filter calls it: "person", "untried", "lost" or "full"."""
        if not self.final:
            return "person"
        if self.untried:
            return "untried"
        return "full" if (self.points or 0.0) >= self.of else "lost"


@dataclass(frozen=True)
class ClassMap:
    """A class's results for an assignment. The best come first, and last who waits for a person."""

    assignment: str
    columns: tuple[MapColumn, ...]
    rows: tuple[MapRow, ...]

    @property
    def waiting(self) -> tuple[MapRow, ...]:
        """Who needs a person."""
        return tuple(row for row in self.rows if not row.final)

    @property
    def untried(self) -> tuple[MapRow, ...]:
        """Who tried nothing."""
        return tuple(row for row in self.rows if row.final and row.untried)

    @property
    def of(self) -> float:
        """The most points there are."""
        return max((row.of for row in self.rows), default=0.0)


def class_map(assignment: str, results: Iterable[Result]) -> ClassMap:
    """Return the map of a class's results."""
    given = tuple(results)
    columns = tuple(_columns(given))
    rows = (_row(result, columns) for result in given)
    return ClassMap(assignment, columns, tuple(sorted(rows, key=_order)))


def _order(row: MapRow) -> tuple[bool, float, str]:
    return not row.final, -(row.points or 0.0), row.student.casefold()


def _columns(results: tuple[Result, ...]) -> Iterator[MapColumn]:
    """The graded cells in the notebooks' order, where anybody has a notebook; else in the gradebook's."""
    longest = max((result.readings for result in results), key=len, default=())
    named = [*longest, *(reading for result in results for reading in result.readings)]
    promises = dict.fromkeys(reading.grade_id for reading in named) | {
        reading.grade_id: reading.promise for reading in reversed(named) if reading.promise
    }
    worth = {cell.name: cell.of for result in results for cell in result.grade.cells}
    for check in dict.fromkeys((*promises, *worth)):
        yield MapColumn(check, promises.get(check) or check, worth.get(check, 0.0))


def _row(result: Result, columns: tuple[MapColumn, ...]) -> MapRow:
    grade = result.grade
    squares = tuple(_squares(result, columns))
    known = any(cell.points is not None for cell in grade.cells)
    late = f"{grade.penalty:g} {'point' if grade.penalty == 1 else 'points'} off: it was handed in late."
    return MapRow(
        grade.student,
        page_name(grade.student),
        grade.points if known else None,
        grade.of,
        squares,
        tuple(dict.fromkeys(_waits(result, squares))),
        (*(note for note in result.notes if not note.startswith(_LOOK)), *[late] * bool(grade.penalty)),
        result.problem,
        bool(result.opened),
    )


def _squares(result: Result, columns: tuple[MapColumn, ...]) -> Iterator[MapSquare]:
    readings = {reading.grade_id: reading for reading in result.readings}
    cells = {cell.name: cell for cell in result.grade.cells}
    told = {story.grade_id: story for story in result.stories}
    for column in columns:
        cell, reading = cells.get(column.check), readings.get(column.check)
        state, reasons = _state(cell, reading, result)
        points = cell.points if cell is not None else None
        yield MapSquare(column.check, state, points, column.of, reasons, told.get(column.check))


def _state(cell: CellGrade | None, reading: Reading | None, result: Result) -> tuple[SquareState, tuple[str, ...]]:
    """What became of a graded cell, and why. What the gradebook leaves open, or asks to look at, is a person's."""
    reasons = reading.reasons if reading is not None else ()
    if cell is not None and cell.points is not None and cell.by_hand:
        return SquareState.PERSON, (*_flagged(cell, result), *reasons)
    if cell is not None and cell.points is None:
        return SquareState.PERSON, reasons or (result.problem or TO_GRADE,)
    if reading is not None:
        state = _STANDINGS.get(reading.standing) or _LOST.get(reading.outcome, SquareState.NOT_KEPT)
        return state, reasons or ((TO_GRADE,) if state is SquareState.PERSON else ())
    return _without_notebook(cell, result)


def _flagged(cell: CellGrade, result: Result) -> tuple[str, ...]:
    """Why a person is asked to look at a cell that has points."""
    said = tuple(note for note in result.notes if note.startswith(_LOOK)) or (f"{_LOOK} at it.",)
    return (*said, f"For now it has {cell.points or 0.0:g} of {cell.of:g} points.")


def _without_notebook(cell: CellGrade | None, result: Result) -> tuple[SquareState, tuple[str, ...]]:
    """What became of a graded cell that no graded notebook has."""
    if cell is None:
        return SquareState.LEFT_OUT, ("The gradebook has no such cell of this student's.",)
    if (cell.points or 0.0) >= cell.of:
        return SquareState.KEPT, ()
    if cell.notebook in result.missing:
        return SquareState.UNTRIED, (f"{cell.notebook}.ipynb was not handed in.",)
    return SquareState.NOT_KEPT, (f"{cell.points or 0.0:g} of {cell.of:g} points in the gradebook.",)


def _waits(result: Result, squares: tuple[MapSquare, ...]) -> Iterator[str]:
    """Why a person must look at a submission: what is wrong with the whole, then cells with a reason of their own."""
    if result.problem:
        yield result.problem
    if result.look:
        yield result.look
    open_ones = [each for each in squares if each.state is SquareState.PERSON]
    for reasons, group in groupby(open_ones, key=lambda square: square.reasons):
        if reasons != (result.problem,):
            yield f"{', '.join(each.check for each in group)}: {' '.join(reasons)}"
