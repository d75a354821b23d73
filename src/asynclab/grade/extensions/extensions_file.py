"""A course's `extensions.toml`: what may stand in it, and what is said where something else does."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any
from unicodedata import normalize

from asynclab.grade.extensions.errors import BadExtensions
from asynclab.grade.extensions.extension import EVERY_CHAPTER, Extension

NAME = "extensions.toml"  # beside nbgrader_config.py

_HEADER = re.compile(r"^[ \t]*\[\[[ \t]*extension[ \t]*\]\]", re.MULTILINE)
_KEYS = ("chapter", "students", "group", "days", "hours", "until", "reason")


@dataclass(frozen=True)
class KnownNames:
    """What entries may name: the course's chapters and students."""

    chapters: Collection[str]
    students: Collection[str]


def read_extensions(file: Path, known: KnownNames) -> tuple[Extension, ...]:
    """Return a file's entries; none without a file. Raises BadExtensions."""
    try:
        text = file.read_bytes().decode("utf-8-sig")  # an editor's mark at its beginning is no mistake
        said = tomllib.loads(text)
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        raise BadExtensions(file, f"It is not UTF-8: see line {line}. Save it as UTF-8.") from problem
    except (OSError, ValueError) as problem:  # of what is not TOML, with its line
        raise BadExtensions(file, f"It cannot be read: {problem}.") from problem
    if strange := sorted(said.keys() - {"groups", "extension"}):
        raise BadExtensions(file, f"There is “{strange[0]}”, and nothing but [groups] and [[extension]] may be there.")
    groups, entries = said.get("groups", {}), said.get("extension", [])
    if not isinstance(groups, dict) or not isinstance(entries, list):
        raise BadExtensions(file, "Write [groups] for the groups, and [[extension]] over each extension.")
    reader = _EntryReader(file, known, groups, _lines(text, len(entries)))
    for name in groups:
        reader.group(name)
    return tuple(reader.entry(number, each) for number, each in enumerate(entries, 1))


def _lines(text: str, count: int) -> list[int]:
    """The lines at which the entries begin; zeros where they are written in another way."""
    lines = [text.count("\n", 0, match.start()) + 1 for match in _HEADER.finditer(text)]
    return lines if len(lines) == count else [0] * count


@dataclass
class _EntryReader:
    """Reads the entries of a file. lines: where they begin. number: of the entry that is being read, 0 for a group."""

    file: Path
    known: KnownNames
    groups: Mapping[str, Any]
    lines: list[int]
    number: int = 0

    def entry(self, number: int, said: Any) -> Extension:
        self.number = number
        if not isinstance(said, dict):
            raise self._bad("Write [[extension]] on a line of its own, and below it what it grants.")
        if strange := [key for key in said if key not in _KEYS]:
            raise self._bad(f"“{strange[0]}” is not known here.{_meant(strange[0], _KEYS)}")
        length, until = self._time(said)
        reason = said.get("reason")
        if not isinstance(reason, str) or not reason.strip():
            raise self._bad("It has no reason. Write one, for whoever grades: reason = 'ill'")
        chapter = self._chapter(said.get("chapter"))
        if until is not None and chapter == EVERY_CHAPTER:
            raise self._bad("`until` is a date of one chapter. Name the chapter, or grant days.")
        return Extension(
            chapter, self._students(said), " ".join(reason.split()), length, until, number, self.lines[number - 1]
        )

    def group(self, name: str) -> frozenset[str]:
        return self._names(self.groups[name], f"The group “{name}”")

    def _chapter(self, named: Any) -> str:
        if named is None:
            raise self._bad("It has no chapter. Name one, or write '*' for all of them.")
        if named != EVERY_CHAPTER and named not in self.known.chapters:
            raise self._bad(f"There is no chapter “{named}”.{_meant(named, self.known.chapters)}")
        return str(named)

    def _students(self, said: Mapping[str, Any]) -> frozenset[str]:
        if ("students" in said) == ("group" in said):
            raise self._bad("Say for whom: either students = [...] or group = '...'.")
        if "students" in said:
            return self._names(said["students"], "`students`")
        if said["group"] not in self.groups:
            raise self._bad(f"There is no group “{said['group']}” under [groups].{_meant(said['group'], self.groups)}")
        return self.group(said["group"])

    def _names(self, names: Any, what: str) -> frozenset[str]:
        if not isinstance(names, list) or not names or not all(isinstance(name, str) for name in names):
            raise self._bad(f"{what} is not a list of names, as in ['ada', 'bob'].")
        known = {normalize("NFC", student) for student in self.known.students}
        for name in names:
            if normalize("NFC", name) not in known:
                raise self._bad(
                    f"There is no student “{name}” in the gradebook or in submitted/.{_meant(name, known)} Who is "
                    f"still to come is made known by: nbgrader db student add {name}"
                )
        return frozenset(normalize("NFC", name) for name in names)

    def _time(self, said: Mapping[str, Any]) -> tuple[timedelta | None, datetime | None]:
        lengths = {unit: said[unit] for unit in ("days", "hours") if unit in said}
        if bool(lengths) == ("until" in said):
            raise self._bad("Say how long: either days and hours, or until.")
        if not lengths:
            return None, self._until(said["until"])
        for unit, number in lengths.items():
            if isinstance(number, bool) or not isinstance(number, (int, float)) or not 0 <= number < 100_000:
                raise self._bad(f"{unit} = {number!r} is not a number of {unit}, as in {unit} = 2.")
        length = timedelta(**lengths)
        if not length:
            raise self._bad("It grants no time at all.")
        return length, None

    def _until(self, until: Any) -> datetime:
        if not isinstance(until, datetime):
            raise self._bad("`until` is not a date with its time, as in 2026-12-05T18:00:00Z.")
        return until.astimezone(UTC).replace(tzinfo=None) if until.tzinfo else until

    def _bad(self, why: str) -> BadExtensions:
        return BadExtensions(self.file, why, self.number, self.lines[self.number - 1] if self.number else 0)


def _meant(named: Any, known: Collection[str]) -> str:
    close = get_close_matches(str(named), sorted(known), 1)
    return f" Did you mean “{close[0]}”?" if close else ""
