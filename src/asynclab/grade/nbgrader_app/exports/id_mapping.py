"""Who a student of nbgrader's is on a learning platform: a CSV file that an instructor keeps, or the platform's own
export. Pure, but for reading the file.

    nbgrader,Student,ID,SIS User ID,SIS Login ID,Section
    ada,"Lovelace, Ada",1001,S1001,ada@example.org,Section 1
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unicodedata import normalize

from asynclab.grade.errors import BadMapping
from asynclab.grade.nbgrader_app.exports.spreadsheet_text import is_formula

_NO_STUDENT = ("points possible", "muted", "manual posting")  # rows of Canvas' own export, below its heading


@dataclass(frozen=True)
class MappedStudent:
    """A student on the platform: the fields of a row, by the platform's names for its columns."""

    fields: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a field, "" where there is none."""
        return self.fields.get(column, "")


@dataclass(frozen=True)
class IdMapping:
    """The platform's students, by nbgrader's id of each, in composed letters. columns: those of the file."""

    students: Mapping[str, MappedStudent]
    columns: frozenset[str]

    def find(self, student: str) -> MappedStudent | None:
        """Return who a student of nbgrader's is; None for one who is not in it."""
        return self.students.get(_composed(student))

    def unknown(self, students: Iterable[str]) -> tuple[str, ...]:
        """Return those of these students who are not in it, each once."""
        return tuple(student for student in dict.fromkeys(students) if self.find(student) is None)

    def unasked(self, students: Iterable[str]) -> tuple[str, ...]:
        """Return those in it who are none of these students."""
        asked = set(map(_composed, students))
        return tuple(student for student in self.students if student not in asked)


def read_mapping(file: Path, known_by: str, identifiers: Sequence[str]) -> IdMapping:
    """Read a mapping. known_by: the column with nbgrader's ids. identifiers: the columns by which the platform knows a
    student; a row has one of them at least.

    Raise BadMapping: for a file that is not there or is no such table, an id that stands in it twice, a student without
    an identifier, an identifier that a spreadsheet would take for a formula.
    """
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as problem:
        raise BadMapping(file, f"It cannot be opened: {problem.strerror}.") from problem
    except UnicodeDecodeError as problem:
        raise BadMapping(file, "It is not UTF-8. Save it as “CSV UTF-8”.") from problem
    return mapping_of(file, text, known_by, identifiers)


def mapping_of(file: Path, text: str, known_by: str, identifiers: Sequence[str]) -> IdMapping:
    """Return the mapping in a file's text. The same as `read_mapping`, without reading. Raise BadMapping."""
    if not text.strip():
        raise BadMapping(file, "It is empty.")
    try:
        heading, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    except (ValueError, csv.Error) as problem:
        raise BadMapping(file, f"It is no table with a heading: {problem}.") from problem
    columns = [name.strip() for name in heading]
    if twice := _twice(columns):
        raise BadMapping(file, f"The column “{twice}” stands in its heading twice.")
    if known_by not in columns or not set(identifiers) & set(columns):
        wanted = f"“{known_by}” and one of {', '.join(identifiers)}"
        raise BadMapping(file, f"Its heading is to have {wanted}, and has {', '.join(columns)}.")
    found = {}
    for number, row in enumerate(rows, 2):
        fields = {name: field.strip() for name, field in zip(columns, row, strict=False)}
        student = _composed(fields.get(known_by, ""))
        if not student and _is_no_student(row):
            continue
        _check(file, number, student, fields, identifiers)
        if student in found:
            raise BadMapping(file, f"“{student}” stands in it twice; the second time in row {number}.")
        found[student] = MappedStudent(fields)
    for column in identifiers:
        if twice := _twice([each[column].casefold() for each in found.values() if each[column]]):
            raise BadMapping(file, f"“{twice}” is the {column} of two students.")
    return IdMapping(found, frozenset(columns))


def _check(file: Path, number: int, student: str, fields: Mapping[str, str], identifiers: Sequence[str]) -> None:
    if not student:
        raise BadMapping(file, f"Row {number} has no id of nbgrader's.")
    given = [fields[name] for name in identifiers if fields.get(name)]
    if not given:
        raise BadMapping(file, f"“{student}”, in row {number}, has no {' or '.join(identifiers)}.")
    for field in filter(is_formula, given):
        raise BadMapping(file, f"“{field}”, of “{student}” in row {number}, would be a formula in a spreadsheet.")


def _composed(name: str) -> str:
    """A name in composed letters: on disk some systems have them decomposed."""
    return normalize("NFC", name)


def _is_no_student(row: Sequence[str]) -> bool:
    said = [field.strip().casefold() for field in row if field.strip()]
    return not said or any(field.startswith(_NO_STUDENT) for field in said)


def _twice(names: Sequence[str]) -> str:
    return next(_repeated(names), "")


def _repeated(names: Sequence[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield name
        seen.add(name)
