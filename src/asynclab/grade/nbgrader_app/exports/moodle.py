"""`nbgrader export` for Moodle: a CSV file for the import of its gradebook (Grades, Import, CSV file).

Whoever imports it says which column knows a student, and to which grade item each other column belongs. Moodle stops at
a student whom it does not know, and takes a row without an identifier for that of the student before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import nbformat
from nbgrader.coursedir import CourseDirectory
from traitlets import Dict, Unicode

from asynclab.grade.extensions.extension import late_words
from asynclab.grade.gradebook.rows import cells_of
from asynclab.grade.nbgrader_app.exports.feedback_text import feedback_text, with_grades
from asynclab.grade.nbgrader_app.exports.grade_lines import GradeLine
from asynclab.grade.nbgrader_app.exports.id_mapping import IdMapping
from asynclab.grade.nbgrader_app.exports.platform_export import CsvRow, PlatformExport, by_student
from asynclab.grade.nbgrader_app.exports.spreadsheet_text import harmless
from asynclab.grade.nbgrader_app.feedback.hide_tests import HideTests

_FEEDBACK = "Feedback comments"


class MoodleExport(PlatformExport):
    """Writes moodle.csv, or the file of `--to`."""

    platform = "Moodle"
    identifiers = ("ID number", "Email address", "Username")

    identifier = Unicode(
        "Email address",
        help="The column by which Moodle is to know a student: Email address, ID number or Username.",
    ).tag(config=True)
    grade_items = Dict(
        value_trait=Unicode(),
        key_trait=Unicode(),
        help='The heading of each assignment\'s column, as in {"12-boss": "Assignment: The boss"}; else its name.',
    ).tag(config=True)

    def used_identifiers(self) -> tuple[str, ...]:
        """Return the one that is chosen."""
        self.check("identifier", self.identifiers)
        return (self.identifier,)

    def named_assignments(self) -> Iterable[str]:
        """Return those whose headings are given."""
        return tuple(self.grade_items)

    def table(self, lines: tuple[GradeLine, ...], known: IdMapping, gradebook: Any) -> Iterator[CsvRow]:
        """Yield the heading and a row a student: identifier, name, and of each assignment the grade and feedback."""
        names = tuple(dict.fromkeys(line.assignment for line in lines))
        told = _FeedbackReader(self, gradebook)
        yield (self.identifier, "Full name", *(part for name in names for part in self._headings(name, names)))
        for student, grades in by_student(lines, known):
            first = next(iter(grades.values()))
            row = [student[self.identifier], harmless(student["Full name"] or first.name)]
            for name in names:
                line = grades.get(name)
                row += [self.grade(line), harmless(told.of(line), keep="\n")] if line else ["", ""]
            yield row

    def _headings(self, name: str, names: tuple[str, ...]) -> tuple[str, str]:
        item = harmless(self.grade_items.get(name, name))
        return item, _FEEDBACK if len(names) == 1 else f"{item}: {_FEEDBACK}"


class _FeedbackReader:
    """Reads graded notebooks, and the comments that people gave, as `nbgrader generate_feedback` does."""

    def __init__(self, exporter: MoodleExport, gradebook: Any) -> None:
        self._folders = CourseDirectory(parent=exporter)
        self._hide = HideTests(parent=exporter)
        self._submissions = {
            (assignment.name, row.student.id): row
            for assignment in gradebook.assignments
            for row in assignment.submissions
        }

    def of(self, line: GradeLine) -> str:
        """Return the feedback on a student's work, a part a notebook; "" where nothing of it is graded."""
        submission = self._submissions.get((line.assignment, line.student_id))
        if submission is None:
            return ""
        place = Path(self._folders.format_path(self._folders.autograded_directory, line.student_id, line.assignment))
        late = late_words(timedelta(seconds=submission.total_seconds_late), submission.duedate)
        told = ((each.name, self._told(place / f"{each.name}.ipynb", each, late)) for each in submission.notebooks)
        given = [(name, text) for name, text in told if text]
        return "\n\n".join(f"{name}: {text}" if len(given) > 1 else text for name, text in given)

    def _told(self, file: Path, row: Any, late: str) -> str:
        if not file.is_file():
            return ""
        notebook = nbformat.read(file, as_version=4)
        self._hide.preprocess(notebook, {})
        comments = {each.name: each.comment for each in row.comments if each.comment}
        with_grades(notebook, cells_of(row), comments)
        return feedback_text(notebook, float(row.late_submission_penalty or 0.0), row.name, late)
