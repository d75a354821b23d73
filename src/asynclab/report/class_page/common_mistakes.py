"""Failures of a class grouped by their cause: same check, same sentence but for its numbers and values. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from asynclab.grade.gradebook.cell_story import VerdictPicture
from asynclab.report.class_page.class_map import ClassMap, MapColumn, MapRow, MapSquare
from asynclab.report.class_page.named_mistakes import NamedMistakes
from asynclab.report.class_page.square_state import SquareState

# What differs between students who made the same mistake: numbers, quoted values, and the text of their own line.
_LINE = re.compile(
    r"\b(?:cell \S+|\S+\.py), line \d+(?:, in [^:\s]+)?(?::.*?(?=\s(?!True|False|None)[A-Z][a-z]+[ ,]|$))?"
)
_EXPECTED = re.compile(r"(?:\bIt should\b[^.]*(?:\.\d[^.]*)*\.|See “[^”]*”\.)")
_VALUE = re.compile(r"\{[^{}]*\}|\[[^\[\]]*\]|(?<!\w)'[^']*'|(?<!\w)\"[^\"]*\"")
_NUMBERS = re.compile(r"\d+(?:\.\d+)?(?:(?:, | and |, and )\d+(?:\.\d+)?)*")


@dataclass(frozen=True)
class NamedMatch:
    """A named wrong answer of the course, and how many of a group gave one that is told the same."""

    title: str
    students: int


@dataclass(frozen=True)
class CommonMistake:
    """A cause and who met it. columns: the promises of one task that these students lost by it. sentence: what one of
    them was told; sample: that student. picture: a timeline of one of theirs, and whose it is: pictured."""

    columns: tuple[MapColumn, ...]
    state: SquareState
    sentence: str
    rows: tuple[MapRow, ...]
    sample: MapRow
    named: tuple[NamedMatch, ...] = ()
    pictures: tuple[VerdictPicture, ...] = ()
    pictured: MapRow | None = None

    @property
    def points(self) -> float:
        """What it has cost in all."""
        checks = {column.check for column in self.columns}
        squares = (square for row in self.rows for square in row.squares if square.check in checks)
        return sum(square.of - (square.points or 0.0) for square in squares)


def cause(reasons: Iterable[str]) -> str:
    """Return what a verdict says went wrong, so that two students who made one slip have the same: its first sentence
    without numbers, quoted values, their own line and what was expected. Names in `backticks` stay.
    """
    first = next(iter(reasons), "")
    told = _EXPECTED.sub("", _LINE.sub("a line ", first))
    parts = told.split("`")
    plain = (part if at % 2 else _NUMBERS.sub("N", _VALUE.sub("…", part)) for at, part in enumerate(parts))
    return " ".join("`".join(plain).split())


def common_mistakes(shown: ClassMap, named: Iterable[NamedMistakes] = ()) -> tuple[CommonMistake, ...]:
    """Return the causes by how many students met them, then by what they cost. named: the course's wrong answers."""
    found: dict[tuple[str, SquareState, str], list[MapRow]] = {}
    for row in shown.rows:
        for square in row.squares:
            if square.state.failed:
                found.setdefault((square.check, square.state, cause(square.reasons)), []).append(row)
    each = tuple(named)
    mistakes = [_mistake(shown, checks, state, rows, each) for checks, state, rows in _joined(found)]
    return tuple(sorted(mistakes, key=lambda mistake: (-len(mistake.rows), -mistake.points)))


def _joined(
    found: dict[tuple[str, SquareState, str], list[MapRow]],
) -> Iterator[tuple[tuple[str, ...], SquareState, tuple[MapRow, ...]]]:
    """The groups, with those of one task and one cause whose students are the same in one: a crash costs all of it."""
    together: dict[tuple[str, SquareState, str, tuple[str, ...]], list[str]] = {}
    rows: dict[tuple[str, ...], tuple[MapRow, ...]] = {}
    for (check, state, why), who in found.items():
        names = tuple(row.student for row in who)
        rows[names] = tuple(who)
        together.setdefault((check.rpartition("-")[0] or check, state, why, names), []).append(check)
    for (_, state, _, names), checks in together.items():
        yield tuple(checks), state, rows[names]


def _mistake(
    shown: ClassMap,
    checks: tuple[str, ...],
    state: SquareState,
    rows: tuple[MapRow, ...],
    named: tuple[NamedMistakes, ...],
) -> CommonMistake:
    places = {column.check: at for at, column in enumerate(shown.columns)}
    checks = tuple(sorted(checks, key=places.__getitem__))
    pictured = next(((row, square) for row in rows for square in _told(row, checks, places) if _drawn(square)), None)
    return CommonMistake(
        tuple(shown.columns[places[check]] for check in checks),
        state,
        rows[0].squares[places[checks[0]]].why,
        rows,
        rows[0],
        tuple(_matches(checks, rows, named)),
        _drawn(pictured[1]) if pictured else (),
        pictured[0] if pictured else None,
    )


def _told(row: MapRow, checks: tuple[str, ...], places: dict[str, int]) -> Iterator[MapSquare]:
    return (row.squares[places[check]] for check in checks)


def _drawn(square: MapSquare) -> tuple[VerdictPicture, ...]:
    return square.story.pictures if square.story is not None else ()


def _matches(
    checks: tuple[str, ...], rows: tuple[MapRow, ...], named: tuple[NamedMistakes, ...]
) -> Iterator[NamedMatch]:
    counts: dict[str, int] = {}
    for task in named:
        if task.checks & set(checks):
            for row in rows:
                for title in task.shared_by(row):
                    counts[title] = counts.get(title, 0) + 1
    for title, students in sorted(counts.items(), key=lambda item: -item[1]):
        yield NamedMatch(title, students)
