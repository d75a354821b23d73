"""Grades as data: what the gradebook holds of a submission, and what grading wants to put there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from asynclab.grade.history.gradings import FolderChange
from asynclab.grade.intake.second_notebooks import HandoutOutline


@dataclass(frozen=True)
class CellGrade:
    """What a graded cell has in the gradebook. points: None as long as neither grading nor a person gave any. by_hand:
    a person is asked to look at it. given: a person gave the points. notebook: the name of the cell's notebook."""

    name: str
    points: float | None
    of: float
    by_hand: bool
    given: bool = False
    notebook: str = ""


@dataclass(frozen=True)
class AutoGrade:
    """What grading gave a cell, None for nothing yet; what a person gave it in its place, or None; and what a person
    added to either."""

    score: float | None
    manual: float | None
    extra: float = 0.0

    @property
    def worth(self) -> float | None:
        """What counts, less the extra: a person's points before grading's. None for nothing yet."""
        return self.score if self.manual is None else self.manual


@dataclass(frozen=True)
class StudentGrade:
    """A student's points for one assignment. `penalty`: points off for being late. `extension`: what was granted beyond
    the due date."""

    student: str
    cells: tuple[CellGrade, ...]
    penalty: float = 0.0
    extension: timedelta | None = None

    @property
    def points(self) -> float:
        """The sum over the cells that have points, less the penalty, and never below zero."""
        return max(0.0, self.raw - self.penalty)

    @property
    def raw(self) -> float:
        """The sum over the cells that have points."""
        return sum((cell.points or 0.0 for cell in self.cells), 0.0)

    @property
    def ungraded(self) -> tuple[CellGrade, ...]:
        """The cells without points: what they are worth nobody knows yet, and so nobody knows the sum."""
        return tuple(cell for cell in self.cells if cell.points is None)

    @property
    def of(self) -> float:
        """The most points there are."""
        return sum(cell.of for cell in self.cells)


@dataclass(frozen=True)
class Original:
    """A cell of the instructor's edition, as it was when the assignment was generated. kind: "code" or "markdown"."""

    name: str
    kind: str
    locked: bool
    source: str
    checksum: str


@dataclass(frozen=True)
class Master:
    """An assignment's notebook as the gradebook knows it. points: of each graded cell and task, by name."""

    name: str
    kernelspec: Mapping[str, Any]
    cells: tuple[Original, ...]
    points: Mapping[str, float]

    @property
    def outline(self) -> HandoutOutline:
        """The names of its cells, and the texts of those that a student may write into."""
        written = {cell.name: cell.source for cell in self.cells if not cell.locked}
        return HandoutOutline(self.name, frozenset(cell.name for cell in self.cells), written)


@dataclass(frozen=True)
class ClassGrades:
    """An assignment as the gradebook has it, and everybody's grades for it, by student."""

    notebooks: tuple[Master, ...]
    students: tuple[StudentGrade, ...]

    @property
    def ids(self) -> Mapping[str, frozenset[str]]:
        """The grade_ids of each notebook's cells, by the notebook's name."""
        return {master.name: frozenset(cell.name for cell in master.cells) for master in self.notebooks}

    def nothing_of(self, student: str) -> StudentGrade:
        """Return the grade of a student of whom nothing is graded."""
        cells = (
            CellGrade(name, None, points, by_hand=True, notebook=master.name)
            for master in self.notebooks
            for name, points in master.points.items()
        )
        return StudentGrade(student, tuple(sorted(cells, key=lambda cell: cell.name)))


@dataclass(frozen=True)
class NotebookScores:
    """What grading found in a notebook. scores: by graded cell or task, None where a person has to look. comments: by
    solution or task, None for no comment. flagged: cells that a person is asked to look at, whatever their score.
    outcomes: of those that are checks, what the verdict says."""

    name: str
    scores: Mapping[str, float | None]
    comments: Mapping[str, str | None]
    flagged: frozenset[str] = frozenset()
    outcomes: Mapping[str, str] = field(default_factory=dict)

    @property
    def by_hand(self) -> frozenset[str]:
        """The cells that a person is asked to look at: those without a score, and those that are flagged."""
        return self.flagged | {name for name, score in self.scores.items() if score is None}


@dataclass(frozen=True)
class NotebookEntry:
    """What the gradebook has of a student's notebook once new scores are saved. before: by cell, what it had; nothing
    for a student's first submission. points: those given by hand before ours. penalty: points off for being late.
    extension: what the student has beyond the due date."""

    new: NotebookScores
    before: Mapping[str, AutoGrade]
    points: float
    penalty: float | None = None
    penalty_before: float | None = None
    extension: timedelta | None = None
    extension_before: timedelta | None = None

    @property
    def total(self) -> float:
        """The points, less the penalty."""
        return self.points - (self.penalty or 0.0)

    @property
    def total_before(self) -> float:
        """What the gradebook had: points, those given by hand before ours, less the penalty of then."""
        known = (each for each in self.before.values() if each.worth is not None)
        return sum(((each.worth or 0.0) + each.extra for each in known), 0.0) - (self.penalty_before or 0.0)


@dataclass(frozen=True)
class Scored:
    """A submission to be saved. timestamp: when it was handed in (UTC), if that is known. missing: notebooks that were
    not handed in, which get zero. handed_in: a digest of what was graded, by notebook. folder: what becomes of
    its folder in autograded/. undated: there is a timestamp, and it does not tell when: what the gradebook has is of
    another submission, and goes."""

    student: str
    timestamp: datetime | None = None
    notebooks: tuple[NotebookScores, ...] = ()
    missing: tuple[str, ...] = ()
    handed_in: Mapping[str, str] = field(default_factory=dict)
    folder: FolderChange = FolderChange.STAYS
    undated: bool = False

    def when(self, known: datetime | None) -> datetime | None:
        """Return when it was handed in (UTC), None where nobody knows. known: what the gradebook has, which stays where
        there is no timestamp."""
        return self.timestamp or (None if self.undated else known)


@dataclass(frozen=True)
class SavedPoints:
    """A submission's points once it is saved, with those given by hand and less the penalties. before: what they were;
    None where there were no grades. overruled: the extension that stays, where the course's file grants another one.
    changed: whether a row is another now."""

    points: float
    before: float | None = None
    overruled: timedelta | None = None
    changed: bool = False

    @property
    def lower(self) -> bool:
        """Whether the grade was lowered."""
        return self.before is not None and self.points < self.before


def points_of(entries: Iterable[NotebookEntry]) -> SavedPoints:
    """Return a submission's points, of those of its notebooks."""
    every = tuple(entries)
    before = sum((each.total_before for each in every), 0.0) if any(each.before for each in every) else None
    return SavedPoints(sum((each.total for each in every), 0.0), before)
