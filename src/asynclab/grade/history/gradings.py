"""What is kept of each grading, written in the transaction that saves its grades, and read again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Any

from sqlalchemy import Row, Select, insert, select

from asynclab.grade.history import tables
from asynclab.grade.history.row_journal import RowChanges, as_json, from_json
from asynclab.grade.history.tables import BATCHES, GRADINGS


@dataclass(frozen=True)
class BatchOrigin:
    """What the grades of a batch come from. engine: its version, with those of the packages that decide. tests: a
    digest of each graded cell's text and points, by "notebook/cell"."""

    engine: str = ""
    tests: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class GradingBatch:
    """A batch that graded something. began, undone: UTC; undone: None as long as it counts."""

    number: int
    assignment: str
    began: datetime
    origin: BatchOrigin
    undone: datetime | None = None


@dataclass(frozen=True)
class GradedCellRecord:
    """What a grading found in a graded cell. outcome: of a check, else "". points: None where a person has to look."""

    outcome: str
    points: float | None


class FolderChange(Enum):
    """What a grading did with the submission's folder in autograded/."""

    MADE = "made"  # there was none
    REPLACED = "replaced"  # the old one is kept beside it
    STAYS = "stays"


@dataclass(frozen=True)
class GradingRecord:
    """What is kept of a submission, graded once. before: its points until then, less the penalty; None for the first
    time. handed_in: a digest of what was graded, by notebook. cells: by "notebook/cell". by_hand: what a person had
    given by then, see `given_by_hand`."""

    student: str
    before: float | None
    points: float
    handed_in: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[str, GradedCellRecord] = field(default_factory=dict)
    changes: RowChanges = field(default_factory=RowChanges)
    by_hand: Mapping[str, Any] = field(default_factory=dict)
    folder: FolderChange = FolderChange.STAYS

    @property
    def changed(self) -> bool:
        """Whether there is anything of it to take back."""
        return self.changes != RowChanges() or self.folder is not FolderChange.STAYS


@dataclass(frozen=True)
class Grading:
    """What is kept of it, with its batch and its time (UTC)."""

    batch: GradingBatch
    graded: datetime
    kept: GradingRecord

    @property
    def unknown(self) -> bool:
        """Whether nobody knows the points: no cell could be graded."""
        cells = self.kept.cells.values()
        return bool(cells) and all(record.points is None for record in cells)


class HistoryWriter:
    """Keeps the gradings of one batch. Its row, and the tables, are made when the first one is to be kept."""

    def __init__(self, session: Any, assignment: str, origin: BatchOrigin) -> None:
        self._session = session
        self._assignment = assignment
        self._origin = origin
        self._number: int | None = None

    def begin(self) -> int:
        """Return the batch's number. Makes its row at first, in a transaction of its own. Raises DatabaseError."""
        if self._number is None:
            tables.make(self._session)
            row = {"assignment": self._assignment, "began": now(), "engine": self._origin.engine}
            done = self._session.execute(insert(BATCHES).values(**row, tests=dict(self._origin.tests)))
            self._session.commit()
            self._number = int(done.inserted_primary_key[0])
        return self._number

    def keep(self, kept: GradingRecord) -> None:
        """Keep a grading of the batch, which has begun, in the session's transaction."""
        row = {
            "batch": self._number,
            "student": kept.student,
            "graded": now(),
            "points_before": kept.before,
            "points": kept.points,
            "handed_in": dict(kept.handed_in),
            "cells": {name: [each.outcome, each.points] for name, each in kept.cells.items()},
            "rows": as_json(kept.changes),
            "by_hand": dict(kept.by_hand),
            "folder": kept.folder.value,
        }
        self._session.execute(insert(GRADINGS).values(**row))


def now() -> datetime:
    """Return the time as the database has it: UTC, without saying so."""
    return datetime.now(UTC).replace(tzinfo=None)


def gradings_of(session: Any, student: str, assignment: str = "") -> tuple[Grading, ...]:
    """Return a student's gradings, the first one first; of all assignments if none is named."""
    if not tables.are_there(session):
        return ()
    chosen = _joined().where(GRADINGS.c.student == student).order_by(GRADINGS.c.number)
    chosen = chosen.where(BATCHES.c.assignment == assignment) if assignment else chosen
    return tuple(_gradings(session.execute(chosen)))


def students_graded(session: Any) -> tuple[str, ...]:
    """Return everybody of whom a grading is kept."""
    if not tables.are_there(session):
        return ()
    return tuple(session.scalars(select(GRADINGS.c.student).distinct().order_by(GRADINGS.c.student)))


def last_batch(session: Any, assignment: str) -> tuple[Grading, ...]:
    """Return the gradings of the last batch that changed something of an assignment, undone or not: of those that came
    to the same throughout there is nothing to take back."""
    if not tables.are_there(session):
        return ()
    of_assignment = select(BATCHES.c.number).where(BATCHES.c.assignment == assignment)
    for number in session.scalars(of_assignment.order_by(BATCHES.c.number.desc())).all():
        chosen = _joined().where(GRADINGS.c.batch == number).order_by(GRADINGS.c.number)
        gradings = tuple(_gradings(session.execute(chosen)))
        if any(each.kept.changed for each in gradings):
            return gradings
    return ()


def _joined() -> Select[Any]:
    theirs = (each for each in GRADINGS.c if each.name not in ("number", "batch"))
    return select(*BATCHES.c, *theirs).join(GRADINGS, BATCHES.c.number == GRADINGS.c.batch)


def _gradings(found: Iterable[Row[Any]]) -> Iterator[Grading]:
    for row in found:
        batch = GradingBatch(row.number, row.assignment, row.began, BatchOrigin(row.engine, row.tests), row.undone)
        cells = {name: GradedCellRecord(outcome, points) for name, (outcome, points) in row.cells.items()}
        kept = GradingRecord(
            row.student,
            row.points_before,
            row.points,
            row.handed_in,
            cells,
            from_json(row.rows),
            row.by_hand,
            FolderChange(row.folder),
        )
        yield Grading(batch, row.graded, kept)
