"""`nbgrader export`: nbgrader's own table of grades, in which a score that nobody knows yet is empty.

nbgrader counts a cell without points as zero, and who handed in what could not be graded as well. A table goes on to a
learning platform, where nobody can tell such a zero from an earned one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import CsvExportPlugin, ExportPlugin

from asynclab.grade.gradebook.handed_in import StudentStanding, everybody
from asynclab.grade.gradebook.models import StudentGrade
from asynclab.grade.gradebook.rows import class_grades_of
from asynclab.grade.terminal import escaped

_MOST_NAMED = 10  # submissions in a warning
_NOTHING = "Nothing was handed in."


@dataclass(frozen=True)
class GradeLine:
    """A line of the table: nbgrader's columns in its order, and why a score is empty or to be looked at."""

    assignment: str
    duedate: Any
    timestamp: Any
    student_id: str
    last_name: str | None
    first_name: str | None
    email: str | None
    raw_score: float | None
    late_submission_penalty: float | None
    score: float | None
    max_score: float
    remark: str = ""


class GradesExport(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Writes grades.csv, or the file of `--to`. `c.ExportApp.plugin_class` names it."""

    def export(self, gradebook: Any) -> None:
        """Write a line for each assignment and student: everybody in the gradebook, and whoever handed in."""
        place = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", place)
        lines = [line for assignment in gradebook.assignments for line in self._lines(gradebook, assignment)]
        with place.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(field.name for field in fields(GradeLine))
            table.writerows(astuple(line) for line in lines)
        if empty := sum(line.score is None for line in lines):
            self.log.warning("%d scores in %s are empty: the last column says what a person has to do.", empty, place)

    def _lines(self, gradebook: Any, assignment: Any) -> Iterator[GradeLine]:
        if self.assignment and assignment.name not in map(str, self.assignment):
            return
        known = class_grades_of(assignment)
        handed_in = {each.grade.student: each for each in everybody(self._folders(), assignment.name, known)}
        people = {student.id: student for student in gradebook.students}
        timestamps = {row.student.id: row.timestamp for row in assignment.submissions}
        for student in sorted({*people, *handed_in}):
            if self.student and student not in map(str, self.student):
                continue
            person, each = people.get(student), handed_in.get(student)
            grade = each.grade if each else StudentGrade(student, ())
            final = each is None or each.final
            yield GradeLine(
                assignment.name,
                assignment.duedate,
                timestamps.get(student),
                student,
                person and person.last_name,
                person and person.first_name,
                person and person.email,
                grade.raw if final else None,
                grade.penalty,
                grade.points if final else None,
                float(assignment.max_score or 0.0),
                escaped(remark(each) if each else _NOTHING),
            )

    def _folders(self) -> CourseDirectory:
        return CourseDirectory(parent=self)


_STOCK_EXPORT = CsvExportPlugin.export
_ZEROS = (
    "What a person has to grade is counted as 0 here, in the submissions of %s. To leave such scores empty: "
    'c.ExportApp.plugin_class = "asynclab.grade.nbgrader_app.export.GradesExport"'
)


def use_our_warning() -> None:
    """Let nbgrader's own exporter, which is left as it is, warn of each zero that nobody gave."""

    def export(self: Any, gradebook: Any) -> None:
        _STOCK_EXPORT(self, gradebook)
        if waiting := list(_waiting(self, gradebook)):
            more = [f"{len(waiting) - _MOST_NAMED} more"] if len(waiting) > _MOST_NAMED else []
            self.log.warning(_ZEROS, escaped(", ".join([*waiting[:_MOST_NAMED], *more])))

    CsvExportPlugin.export = export


def _waiting(plugin: Any, gradebook: Any) -> Iterator[str]:
    """Submissions that are exported, and of which not every cell has points, as "ada (ps1)"."""
    for assignment in gradebook.assignments:
        if not plugin.assignment or assignment.name in map(str, plugin.assignment):
            for grade in class_grades_of(assignment).students:
                if grade.ungraded and (not plugin.student or grade.student in map(str, plugin.student)):
                    yield f"{grade.student} ({assignment.name})"


def remark(handed_in: StudentStanding) -> str:
    """Return why a score is empty, or what of it a person is asked to look at; "" for a grade that is final."""
    said = [handed_in.problem] if handed_in.problem else []
    if not handed_in.problem and (ungraded := handed_in.grade.ungraded):
        names = ", ".join(cell.name for cell in ungraded)
        said.append(f"A person has to grade {names}; the rest has {handed_in.grade.points:g} points.")
    flagged = [cell.name for cell in handed_in.grade.cells if cell.by_hand and cell.points is not None]
    if flagged:
        said.append(f"A person is asked to look at {', '.join(flagged)}.")
    return " ".join(said)
