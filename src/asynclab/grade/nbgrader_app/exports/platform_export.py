"""What the exporters for learning platforms have in common: the mapping of ids, the warnings, the file."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar

from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

from asynclab.grade.errors import CannotExport
from asynclab.grade.nbgrader_app.exports.grade_lines import (
    ChosenForExport,
    GradeLine,
    check_export,
    grade_lines,
    refusals_told,
)
from asynclab.grade.nbgrader_app.exports.id_mapping import IdMapping, MappedStudent, read_mapping
from asynclab.grade.terminal import escaped

CsvRow = Sequence[str]


class PlatformExport(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Writes what a learning platform imports. A kind of platform says which columns know a student, and makes the
    table."""

    platform: ClassVar[str]
    identifiers: ClassVar[tuple[str, ...]]

    mapping = Unicode(
        "", help="The CSV file that says who each student is on the platform; from the course's folder on."
    ).tag(config=True)
    known_by = Unicode("nbgrader", help="Its column with nbgrader's ids.").tag(config=True)
    absent = Unicode("0", help="The grade of who handed in nothing: 0, or empty to leave it open.").tag(config=True)

    def export(self, gradebook: Any) -> None:
        """Write the table, and warn of everybody of whom a grade is open, or who is not in it.

        Leave what there is as it is, and end with exit code 1, where the mapping cannot be used.
        """
        folders = CourseDirectory(parent=self)
        file = Path(folders.root) / (self.mapping or f"{self.platform.casefold()}-students.csv")
        place = Path(self.to or f"{self.platform.casefold()}.csv")
        chosen = ChosenForExport.of(self.assignment, self.student)
        with refusals_told(self.log):
            self.check("absent", ("0", ""))
            check_export(gradebook, chosen, place)
            known = read_mapping(file, self.known_by, self.used_identifiers())
        lines = tuple(grade_lines(gradebook, folders, chosen))
        rows = tuple(self.table(lines, known, gradebook))
        with place.open("w", encoding="utf-8", newline="") as out:
            csv.writer(out, lineterminator="\r\n").writerows(rows)
        self.log.info("Wrote %s", place)
        for warning in warnings(lines, known, file, self.absent):
            self.log.warning("%s", warning)
        known_assignments = {str(assignment.name) for assignment in gradebook.assignments}
        if strange := sorted(set(self.named_assignments()) - known_assignments):
            self.log.warning("The settings name assignments that are not there: %s.", _named(strange))

    def check(self, setting: str, allowed: Sequence[str]) -> None:
        """Raise CannotExport where a setting is none of these values."""
        value = getattr(self, setting)
        if value not in allowed:
            told = " or ".join(repr(each) for each in allowed)
            raise CannotExport(f"{type(self).__name__}.{setting} is {value!r}, and may be {told}.")

    def used_identifiers(self) -> tuple[str, ...]:
        """Return the columns by which the platform is to know a student. Raises CannotExport for a setting that names
        none."""
        return self.identifiers

    def named_assignments(self) -> Iterable[str]:
        """Return the assignments that a setting of this platform's names."""
        return ()

    def table(self, lines: tuple[GradeLine, ...], known: IdMapping, gradebook: Any) -> Iterable[CsvRow]:
        """Return the heading and the rows. A student who is not in the mapping has none."""
        raise NotImplementedError

    def grade(self, line: GradeLine) -> str:
        """Return a grade as a field: empty where nobody knows it."""
        if line.absent:
            return str(self.absent)
        return "" if line.score is None else f"{line.score:g}"


def by_student(lines: Iterable[GradeLine], known: IdMapping) -> Iterator[tuple[MappedStudent, dict[str, GradeLine]]]:
    """Yield each student of the mapping who has a line, with the lines by assignment."""
    ordered = sorted(lines, key=lambda line: line.student_id)
    for student, group in groupby(ordered, key=lambda line: line.student_id):
        if found := known.find(student):
            yield found, {line.assignment: line for line in group}


def warnings(lines: Sequence[GradeLine], known: IdMapping, file: Path, absent: str) -> Iterator[str]:
    """Yield what whoever exports has to know, each a sentence that names everybody whom it concerns."""
    students = [line.student_id for line in lines]
    if unknown := known.unknown(students):
        yield f"Not in {file}, and so not exported: {_named(unknown)}."
    for assignment, group in groupby(lines, key=lambda line: line.assignment):
        each = tuple(group)
        if waiting := [line.student_id for line in each if line.score is None]:
            yield f"{assignment}: these wait for a person, and their grade is empty: {_named(waiting)}."
        flagged = [line.student_id for line in each if line.score is not None and line.remark and not line.absent]
        if flagged:
            yield f"{assignment}: these have a grade, and a person is asked to look at it: {_named(flagged)}."
        if missing := [line.student_id for line in each if line.absent]:
            yield f"{assignment}: handed in nothing, and so have {absent or 'no grade'}: {_named(missing)}."
    if unasked := known.unasked(students):
        yield f"In {file}, and not in the gradebook, so that they have no row: {_named(unasked)}."


def _named(students: Iterable[str]) -> str:
    return escaped(", ".join(students))
