"""How late a submission is, and what that costs: nbgrader's rules. Pure, but for what the configured policy does."""

from __future__ import annotations

from collections.abc import Callable
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
