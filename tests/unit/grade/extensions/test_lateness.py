"""Lateness is nbgrader's: seconds past the due date with its extension, and a penalty within the notebook's points."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from asynclab.grade.extensions.lateness import SettledExtension, late_penalty, limited, seconds_late, settled

DUE = datetime(2026, 1, 1)
LATE = datetime(2026, 1, 2)
DAY = timedelta(days=1)


def day_rate(student, points, seconds):
    """A point a day."""
    return seconds / 86400


@pytest.mark.parametrize(
    ("timestamp", "due", "extension", "seconds"),
    [
        (LATE, DUE, None, 86400.0),
        (DUE, DUE, None, 0.0),
        (DUE - DAY, DUE, None, 0.0),
        (LATE, DUE, timedelta(hours=1), 82800.0),
        (LATE, DUE, 2 * DAY, 0.0),
        (None, DUE, None, 0.0),
        (LATE, None, DAY, 0.0),
        (LATE.replace(tzinfo=UTC), DUE, None, 86400.0),
        (LATE.replace(tzinfo=timezone(timedelta(hours=1))), DUE, None, 82800.0),
    ],
)
def test_seconds_count_from_the_due_date_and_its_extension(timestamp, due, extension, seconds):
    """In UTC, never below zero, and zero where nobody knows."""
    assert seconds_late(timestamp, due, extension) == seconds


@pytest.mark.parametrize(
    ("penalty", "within"), [(None, None), (0.0, 0.0), (1.5, 1.5), (3.0, 3.0), (99.0, 3.0), (-1.0, 0.0)]
)
def test_a_penalty_is_no_more_than_there_is_to_lose(penalty, within):
    """And never a gift."""
    assert limited(penalty, 3.0) == within


def test_the_policy_is_asked_for_who_is_late_and_for_nobody_else():
    """With the student, the points and the seconds; what it says is limited."""
    asked = []

    def policy(student, points, seconds):
        asked.append((student, points, seconds))
        return 99.0

    assert late_penalty(policy, "ada", 3.0, timestamp=DUE, due=DUE) is None
    assert late_penalty(policy, "ada", 3.0, timestamp=LATE, due=DUE, extension=DAY) is None
    assert asked == []
    assert late_penalty(policy, "ada", 3.0, timestamp=LATE, due=DUE) == 3.0
    assert asked == [("ada", 3.0, 86400.0)]


def test_a_policy_may_take_nothing():
    """None is no penalty, and a penalty within the points is taken as it is."""
    assert late_penalty(lambda *late: None, "ada", 3.0, timestamp=LATE, due=DUE) is None
    assert late_penalty(day_rate, "ada", 3.0, timestamp=LATE, due=DUE) == 1.0


@pytest.mark.parametrize(
    ("current", "granted", "ours", "expected"),
    [
        (None, None, None, SettledExtension(None)),
        (None, DAY, None, SettledExtension(DAY, ours=True)),
        (DAY, 2 * DAY, DAY, SettledExtension(2 * DAY, ours=True)),
        (DAY, None, DAY, SettledExtension(None)),
        (None, None, DAY, SettledExtension(None)),
        (None, DAY, DAY, SettledExtension(DAY, ours=True)),
        (DAY, None, None, SettledExtension(DAY)),
        (DAY, DAY, None, SettledExtension(DAY)),
        (DAY, 2 * DAY, None, SettledExtension(DAY, overruled=True)),
        (3 * DAY, 2 * DAY, DAY, SettledExtension(3 * DAY, overruled=True)),
        (3 * DAY, None, DAY, SettledExtension(3 * DAY)),
    ],
)
def test_the_files_extension_comes_and_goes_and_another_one_stays(current, granted, ours, expected):
    """In the gradebook, in the file, and what the file had put there: a person's is never dropped."""
    assert settled(current, granted, ours) == expected
