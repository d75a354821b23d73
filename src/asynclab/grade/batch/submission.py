"""What a student handed in, as data: as it was found, and as it is to be graded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from asynclab.grade.errors import GradingError
from asynclab.grade.intake.timestamp import UNKNOWN_TIME, HandInTime


class CannotGrade(GradingError):
    """A submission that nobody can grade but a person; the message says why."""


@dataclass(frozen=True)
class HandedIn:
    """A submission as nbgrader finds it. folder: where it lies. place: where its graded notebooks go. notebooks: the
    names of those that were asked for, whether or not they belong to the assignment."""

    student: str
    folder: Path
    place: Path
    notebooks: tuple[str, ...]


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
