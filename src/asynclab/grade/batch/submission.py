"""What a student handed in, as data: as it was found, and as it is to be graded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from asynclab.grade.errors import GradingError
from asynclab.grade.intake.timestamp import UNKNOWN_TIME, HandInTime


class CannotGrade(GradingError):
    """A submission that nobody can grade but a person; the message says why."""


class CannotRead(CannotGrade):
    """One whose notebook cannot be read, today or tomorrow, until another file is handed in."""


@dataclass(frozen=True)
class HandedIn:
    """A submission as nbgrader finds it. folder: where it lies. place: where its graded notebooks go. notebooks: the
    names of those that were asked for, whether or not they belong to the assignment."""

    student: str
    folder: Path
    place: Path
    notebooks: tuple[str, ...]


def known_as(handed_in: HandedIn, student: str) -> HandedIn:
    """Return a submission under the name that the gradebook has for its student, whose letters may be put together in
    another way than those of the folder's name. Raise CannotGrade where there is a folder of either name."""
    mine, theirs = handed_in.folder, _renamed(handed_in.folder, handed_in.student, student)
    if theirs.exists():
        raise CannotGrade(
            f"{mine} would make a second student of one: {theirs} has the same name, with its letters put together in "
            f"another way ({handed_in.student!a} and {student!a}). Keep the one with the work that counts, "
            "remove the other, and autograde again."
        )
    return replace(handed_in, student=student, place=_renamed(handed_in.place, handed_in.student, student))


def _renamed(path: Path, student: str, known: str) -> Path:
    return Path(*(known if part == student else part for part in path.parts))


@dataclass(frozen=True)
class Submission:
    """A submission that is to be graded. notebooks: by name. missing: notebooks of the assignment that are not there.
    time: when it was handed in. stamp: the bytes that was read from. digests: by notebook, of all that was handed
    in with it (see `content_digest`). Stamp and digests are of a time before any notebook was read."""

    student: str
    folder: Path
    place: Path
    notebooks: tuple[str, ...]
    missing: tuple[str, ...] = ()
    time: HandInTime = UNKNOWN_TIME
    stamp: bytes | None = None
    digests: Mapping[str, str] = field(default_factory=dict)
