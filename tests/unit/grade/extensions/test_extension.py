"""Of a file's entries, the longest that is a student's own counts."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from asynclab.grade.extensions.errors import BadExtensions
from asynclab.grade.extensions.extension import Extension, GrantedExtension, late_words, length_words, of_chapter

FILE = Path("extensions.toml")
DUE = datetime(2026, 12, 1)
DAY = timedelta(days=1)


def entry(chapter, *students, length=None, until=None):
    """An entry whose reason is its length or date."""
    return Extension(chapter, frozenset(students), str(length or until), length, until, 3, 12)


def test_the_longest_of_a_students_entries_counts():
    """One of their own, one of a group, one for all chapters; another chapter's does not."""
    entries = (
        entry("12-boss", "ada", length=DAY),
        entry("*", "ada", "bob", length=2 * DAY),
        entry("12-boss", "bob", until=DUE + 3 * DAY),
        entry("11-evidence", "ada", length=9 * DAY),
    )
    granted = of_chapter(FILE, entries, "12-boss", DUE)
    assert granted.of("ada") == GrantedExtension(2 * DAY, "2 days, 0:00:00")
    assert granted.of("bob") == GrantedExtension(3 * DAY, str(DUE + 3 * DAY))
    assert (granted.of("cyd"), granted.length("cyd"), granted.reason("cyd")) == (None, None, "")


def test_letters_put_together_in_another_way_are_the_same_name():
    """Disks take them apart."""
    granted = of_chapter(FILE, (entry("*", "Zo\u00eb", length=DAY),), "12-boss", DUE)
    assert granted.length("Zoe\u0308") == DAY


def test_a_date_needs_a_due_date_and_is_after_it():
    """Without one, nobody is late."""
    entries = (entry("12-boss", "ada", until=DUE),)
    assert of_chapter(FILE, entries, "12-boss", None).of("ada") is None
    assert of_chapter(FILE, entries, "11-evidence", DUE).of("ada") is None
    with pytest.raises(BadExtensions, match=r"toml:12, extension 3: 12-boss is due on 2026-12-01 00:00 UTC"):
        of_chapter(FILE, entries, "12-boss", DUE)


@pytest.mark.parametrize(
    ("length", "words"),
    [
        (None, "none"),
        (DAY, "1 day"),
        (timedelta(days=2, hours=6, minutes=30), "2 days 6 hours 30 minutes"),
        (timedelta(hours=1), "1 hour"),
        (timedelta(seconds=1), "0 minutes"),
    ],
)
def test_a_length_is_told_in_words(length, words):
    """To the minute."""
    assert length_words(length) == words


def test_who_was_late_is_told_by_how_much_and_when_it_was_due():
    """And nothing where it was not, or no date is known."""
    due = datetime(2026, 12, 1, 18)
    assert late_words(timedelta(hours=3), due) == "3 hours after 2026-12-01 18:00 UTC, when it was due"
    assert late_words(timedelta(seconds=9), due) == "less than a minute after 2026-12-01 18:00 UTC, when it was due"
    assert late_words(timedelta(0), due) == late_words(timedelta(hours=3), None) == ""
