"""Extensions as data, and which of them counts for a student. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from unicodedata import normalize

from asynclab.grade.extensions.errors import BadExtensions

EVERY_CHAPTER = "*"


@dataclass(frozen=True)
class Extension:
    """One entry of the file, at a line of it. students: in composed letters. length: beyond the due date; or None, and
    until: a new date (UTC)."""

    chapter: str
    students: frozenset[str]
    reason: str
    length: timedelta | None = None
    until: datetime | None = None
    entry: int = 0
    line: int = 0


@dataclass(frozen=True)
class GrantedExtension:
    """What the file grants a student beyond a chapter's due date."""

    length: timedelta
    reason: str


@dataclass(frozen=True)
class ExtensionsOfChapter:
    """What a file grants for one chapter. due: its date (UTC), if it has one."""

    file: Path
    entries: tuple[Extension, ...] = ()
    due: datetime | None = None

    def of(self, student: str) -> GrantedExtension | None:
        """Return what counts for a student: the longest, where several entries are theirs."""
        name = normalize("NFC", student)
        found = [(self._length(each), each.reason) for each in self.entries if name in each.students]
        granted = [GrantedExtension(length, reason) for length, reason in found if length is not None]
        return max(granted, key=lambda each: each.length, default=None)

    def length(self, student: str) -> timedelta | None:
        """Return how long that is."""
        granted = self.of(student)
        return granted.length if granted else None

    def reason(self, student: str) -> str:
        """Return why, or "" where nothing is granted."""
        granted = self.of(student)
        return granted.reason if granted else ""

    def check(self) -> None:
        """Raise BadExtensions where an entry moves the due date back."""
        for each in self.entries:
            length = self._length(each)
            if length is not None and length <= timedelta(0):
                raise BadExtensions(
                    self.file,
                    f"{each.chapter} is due on {self.due:%Y-%m-%d %H:%M} UTC, and `until` is not later.",
                    each.entry,
                    each.line,
                )

    def _length(self, entry: Extension) -> timedelta | None:
        """None where a date is to be moved and there is none: without one, nobody is late."""
        if entry.until is None:
            return entry.length
        return None if self.due is None else entry.until - self.due


def of_chapter(file: Path, entries: tuple[Extension, ...], chapter: str, due: datetime | None) -> ExtensionsOfChapter:
    """Return those entries of a file that are of a chapter. Raises BadExtensions."""
    chosen = ExtensionsOfChapter(file, tuple(each for each in entries if each.chapter in (chapter, EVERY_CHAPTER)), due)
    chosen.check()
    return chosen


def length_words(length: timedelta | None) -> str:
    """Return a length of time in words, as in "1 day 6 hours"; "none" for None."""
    if length is None:
        return "none"
    minutes = round(length.total_seconds() / 60)
    parts = {"day": minutes // 1440, "hour": minutes % 1440 // 60, "minute": minutes % 60}
    return " ".join(f"{count} {unit}{'s' * (count != 1)}" for unit, count in parts.items() if count) or "0 minutes"


def late_words(late: timedelta, due: datetime | None) -> str:
    """Return how late something was handed in, as in "3 hours after 2026-12-01 18:00 UTC, when it was due"; "" where it
    was not, or nobody knows. due: in UTC, as nbgrader keeps it."""
    if due is None or late <= timedelta(0):
        return ""
    length = length_words(late) if late >= timedelta(minutes=1) else "less than a minute"
    return f"{length} after {due:%Y-%m-%d %H:%M} UTC, when it was due"
