"""The class table as data: a row a student, and on it a line for whatever cost points or has none yet. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from asynclab.expect.outcome import Outcome
from asynclab.grade.extensions.extension import length_words
from asynclab.grade.gradebook.models import StudentGrade
from asynclab.grade.gradebook.results import Result
from asynclab.grade.gradebook.verdicts import Reading, Standing


class Sort(Enum):
    """What a remark is about."""

    BROKEN = "broken"  # a promise that did not hold, a test that did not pass
    UNTRIED = "untried"  # tasks not attempted
    UNCLEAR = "unclear"  # a person has to look
    NOTE = "note"  # no points lost by it


class Extent(Enum):
    """How much of a submission has points."""

    WHOLE = "whole"
    PARTLY = "partly"
    NOTHING = "nothing"


@dataclass(frozen=True)
class Remark:
    """One line about a submission."""

    sort: Sort
    text: str


@dataclass(frozen=True)
class Row:
    """A student's line in the class table. graded: how much of it has points, so whether `points` is the whole sum.
    all_well: what is to be said where there is no remark."""

    student: str
    points: float
    of: float
    remarks: tuple[Remark, ...] = ()
    graded: Extent = Extent.WHOLE
    all_well: str = ""


@dataclass(frozen=True)
class Missed:
    """A promise of the chapter's, or the name of a test, and how many students did not keep it."""

    promise: str
    students: int


@dataclass(frozen=True)
class ClassTable:
    """A class's results for an assignment. `missed`: where the class struggles, worst first."""

    assignment: str
    rows: tuple[Row, ...]
    missed: tuple[Missed, ...] = ()


def class_table(assignment: str, results: Iterable[Result]) -> ClassTable:
    """Build the table of a class's results, students in the order given."""
    given = tuple(results)
    return ClassTable(assignment, tuple(_row(result) for result in given), tuple(_missed(given)))


def _row(result: Result) -> Row:
    grade = result.grade
    remarks = [*_remarks(result), *(Remark(Sort.NOTE, note) for note in result.notes)]
    if grade.extension:
        remarks.append(Remark(Sort.NOTE, f"An extension of {length_words(grade.extension)} beyond the due date."))
    if grade.penalty:
        remarks.append(
            Remark(
                Sort.NOTE,
                f"{grade.penalty:g} {'point' if grade.penalty == 1 else 'points'} off: it was handed in late.",
            )
        )
    if not remarks and (grade.ungraded or grade.points < grade.of):
        remarks.append(
            Remark(Sort.UNCLEAR, "Why points are missing, the graded notebook does not say: see formgrader.")
        )
    return Row(
        grade.student,
        grade.points,
        grade.of,
        tuple(remarks),
        _extent(grade, result.problem),
        _all_well(result.readings),
    )


def _extent(grade: StudentGrade, problem: str) -> Extent:
    if not grade.ungraded and not problem:
        return Extent.WHOLE
    return Extent.NOTHING if len(grade.ungraded) == len(grade.cells) else Extent.PARTLY


def _all_well(readings: Iterable[Reading]) -> str:
    """What is true of a submission that lost nothing: only checks make promises."""
    every = tuple(readings)
    return "every promise kept" if every and all(reading.promise for reading in every) else "full points"


def _remarks(result: Result) -> Iterator[Remark]:
    if result.problem:
        yield Remark(Sort.UNCLEAR, result.problem)
    if result.look:
        yield Remark(Sort.UNCLEAR, result.look)
    yield from _broken(result.readings)
    if result.missing and not result.problem:  # which may say where they are
        yield Remark(Sort.UNTRIED, f"not handed in: {', '.join(f'{name}.ipynb' for name in result.missing)}")
    yield from _untried(result.readings)
    yield from _unclear(result.readings)
    yield from _waiting(result.readings)


def _broken(readings: Iterable[Reading]) -> Iterator[Remark]:
    """A line a promise; promises of neighbouring cells lost for the same reason share one."""
    lost = [r for r in readings if r.standing is Standing.LOST and r.outcome is not Outcome.NOT_ATTEMPTED]
    for why, group in groupby(lost, key=_why):
        promises = [reading.promise or reading.grade_id for reading in group]
        more = f" (and {len(promises) - 1} more)" if len(promises) > 1 else ""
        yield Remark(Sort.BROKEN, f"{promises[0]}{more} - {why}")


def _why(reading: Reading) -> str:
    """What was seen first, after the outcome where that is not simply `failed`. The feedback has the whole story."""
    reason = _FIRST_SENTENCE.match(reading.reasons[0])[0] if reading.reasons else ""  # type: ignore[index]  # "" matches
    if reading.outcome is Outcome.FAILED:
        return reason or "failed"
    return f"{reading.outcome.value}: {reason}" if reason else reading.outcome.value


# a full stop inside a quotation ends nothing: what is quoted is a student's own text
_FIRST_SENTENCE = re.compile(r"""(?>"[^"]*"|“[^”]*”|`[^`]*`|(?<!\w)'[^']*'(?!\w)|.)*?[.!?](?=\s|$)|.*""", re.DOTALL)


def _untried(readings: Iterable[Reading]) -> Iterator[Remark]:
    """What was not attempted, by task: a check's cell is called `<task>-<promise>`."""
    every = tuple(readings)
    untried = [reading for reading in every if reading.outcome is Outcome.NOT_ATTEMPTED]
    if untried:
        tasks = dict.fromkeys(map(_task, untried))
        names = "nothing at all was tried" if len(untried) == len(every) else ", ".join(tasks)
        yield Remark(Sort.UNTRIED, f"not attempted: {names}")


def _task(reading: Reading) -> str:
    task = reading.grade_id.rpartition("-")[0] if reading.promise else ""
    return task or reading.grade_id


def _unclear(readings: Iterable[Reading]) -> Iterator[Remark]:
    unclear = [reading for reading in readings if reading.standing is Standing.UNCLEAR]
    for why, group in groupby(unclear, key=lambda reading: " ".join(reading.reasons)):
        yield Remark(Sort.UNCLEAR, f"{', '.join(reading.grade_id for reading in group)}: a person has to look. {why}")


def _waiting(readings: Iterable[Reading]) -> Iterator[Remark]:
    names = [reading.grade_id for reading in readings if reading.standing is Standing.WAITING]
    if names:
        yield Remark(Sort.UNCLEAR, f"{', '.join(names)}: a person has to grade {'it' if len(names) == 1 else 'them'}.")


def _missed(results: Iterable[Result]) -> Iterator[Missed]:
    """How often each promise was not kept by somebody who tried; promises everybody kept are left out."""
    counts: dict[str, int] = {}
    for result in results:
        for reading in result.readings:
            if reading.standing is Standing.LOST and reading.outcome is not Outcome.NOT_ATTEMPTED:
                promise = reading.promise or reading.grade_id
                counts[promise] = counts.get(promise, 0) + 1
    for promise, students in sorted(counts.items(), key=lambda item: -item[1]):
        yield Missed(promise, students)
