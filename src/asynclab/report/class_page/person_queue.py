"""Who needs a person, as a queue to be worked off: what holds up most comes first, each with its reason and the next
step. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import quote

from asynclab.report.class_page.class_map import TO_GRADE, ClassMap, MapRow, MapSquare
from asynclab.report.class_page.square_state import SquareState

FORMGRADER = "http://localhost:8888/formgrader"  # where `jupyter lab` in the course's folder has it


class QueueKind(Enum):
    """Why a submission waits. In this order they are worked off: of the first nobody knows anything."""

    NOT_GRADED = "could not be graded"
    UNCLEAR = "a test gave no verdict"
    WRITTEN = "a person grades a part of it"
    FLAGGED = "has its points, and a person is asked to look"


@dataclass(frozen=True)
class QueueEntry:
    """A submission that waits. open: the points of which nobody knows. link: its place in formgrader, "" where that has
    nothing of it. command: what is typed to grade it again, "" where that would change nothing."""

    row: MapRow
    kind: QueueKind
    open: float
    link: str = ""
    command: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why it waits, a sentence each."""
        return self.row.waits


@dataclass(frozen=True)
class QueuePart:
    """The submissions that wait for one reason, by name."""

    kind: QueueKind
    entries: tuple[QueueEntry, ...]


def person_queue(shown: ClassMap, formgrader: str = FORMGRADER) -> tuple[QueuePart, ...]:
    """Return who waits, part by part. formgrader: its address."""
    entries = [queue_entry(shown.assignment, row, formgrader) for row in shown.waiting]
    return tuple(_parts(sorted(entries, key=lambda entry: entry.row.student.casefold())))


def _parts(entries: list[QueueEntry]) -> Iterator[QueuePart]:
    for kind in QueueKind:
        if found := tuple(entry for entry in entries if entry.kind is kind):
            yield QueuePart(kind, found)


def queue_entry(assignment: str, row: MapRow, formgrader: str = FORMGRADER) -> QueueEntry:
    """Return what a row that waits waits for. formgrader: its address."""
    unknown = [square for square in row.squares if square.state is SquareState.PERSON and square.points is None]
    kind = _kind(row, unknown)
    place = f"{formgrader.rstrip('/')}/manage_students/{quote(row.student, safe='', errors='replace')}/{assignment}"
    return QueueEntry(
        row,
        kind,
        sum(square.of for square in unknown),
        place if row.opens else "",
        "" if kind in (QueueKind.WRITTEN, QueueKind.FLAGGED) else _again(assignment, row.student),
    )


def _kind(row: MapRow, unknown: list[MapSquare]) -> QueueKind:
    if row.problem:
        return QueueKind.NOT_GRADED
    if not unknown:
        return QueueKind.FLAGGED
    written = all(square.reasons == (TO_GRADE,) for square in unknown)
    return QueueKind.WRITTEN if written else QueueKind.UNCLEAR


def _again(assignment: str, student: str) -> str:
    return shlex.join(["asynclab", "autograde", assignment, f"--student={student}", "--force"])
