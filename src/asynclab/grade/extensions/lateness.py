"""How late a submission is, and what that costs: nbgrader's rules. Pure, but for what the configured policy does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from nbgrader.utils import parse_utc

LatePolicy = Callable[[str, float, float], float | None]
"""The course's own rule, nbgrader's plugin: the points off, given a late student, the notebook's points and how many
real seconds the submission is late. None for no penalty."""


def seconds_late(timestamp: datetime | None, due: datetime | None, extension: timedelta | None) -> float:
    """Return by how many real seconds a submission missed its due date; 0 where it did not, or where nobody knows.

    timestamp: when it was handed in. extension: what was granted to the student beyond the due date.
    """
    if timestamp is None or due is None:
        return 0.0
    last: datetime = due + extension if extension else due
    return max(0.0, float((parse_utc(timestamp) - last).total_seconds()))


@dataclass(frozen=True)
class SettledExtension:
    """What the gradebook is to have of a student's extension. ours: whether it is what the course's file grants, so
    that it goes when the file does not say it any more. overruled: the file grants another one."""

    length: timedelta | None
    ours: bool = False
    overruled: bool = False


def settled(current: timedelta | None, granted: timedelta | None, ours: timedelta | None) -> SettledExtension:
    """Return what becomes of an extension in the gradebook. granted: what the course's file says now. ours: what it had
    said when it was last put there.

    What was given in another way, such as by a person, stays: it is never dropped for what the file says or does not.
    """
    if current is not None and current != ours:
        return SettledExtension(current, overruled=granted not in (None, current))
    return SettledExtension(granted, ours=granted is not None)


def late_penalty(
    policy: LatePolicy,
    student: str,
    points: float,
    *,
    timestamp: datetime | None,
    due: datetime | None,
    extension: timedelta | None = None,
) -> float | None:
    """Return the points off a notebook; None where there is no penalty. The policy is asked only for who is late."""
    late = seconds_late(timestamp, due, extension)
    return limited(policy(student, points, late), points) if late > 0 else None


def limited(penalty: float | None, points: float) -> float | None:
    """Return a policy's penalty within what there is to lose: not below zero, not above the notebook's points."""
    if penalty is None or 0 <= penalty <= points:
        return penalty
    return 0.0 if penalty < 0 else points
