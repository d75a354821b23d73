"""`nbgrader export`: nbgrader's own table of grades, in which a score that nobody knows yet is empty.

nbgrader counts a cell without points as zero, and who handed in what could not be graded as well. A table goes on to a
learning platform, where nobody can tell such a zero from an earned one.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import astuple, fields
from itertools import groupby
from pathlib import Path
from typing import Any

from nbgrader.coursedir import CourseDirectory
from nbgrader.plugins import CsvExportPlugin, ExportPlugin

from asynclab.grade.gradebook.rows import class_grades_of
from asynclab.grade.nbgrader_app.exports.grade_lines import (
    ChosenForExport,
    GradeLine,
    check_export,
    grade_lines,
    refusals_told,
)
from asynclab.grade.nbgrader_app.exports.spreadsheet_text import harmless
from asynclab.grade.terminal import escaped

_MOST_NAMED = 10  # submissions in a warning


class GradesExport(ExportPlugin):  # type: ignore[misc]  # nbgrader has no types
    """Writes grades.csv, or the file of `--to`. `c.ExportApp.plugin_class` names it."""

    def export(self, gradebook: Any) -> None:
        """Write a line for each assignment and student: everybody in the gradebook, and whoever handed in."""
        place = Path(self.to or "grades.csv")
        self.log.info("Exporting grades to %s", place)
        chosen = ChosenForExport.of(self.assignment, self.student)
        with refusals_told(self.log):
            check_export(gradebook, chosen, place)
        lines = tuple(grade_lines(gradebook, CourseDirectory(parent=self), chosen))
        with place.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(field.name for field in fields(GradeLine))
            table.writerows(map(_in_a_table, lines))
        for assignment, group in groupby(lines, key=lambda line: line.assignment):
            if empty := [line.student_id for line in group if line.score is None]:
                self.log.warning(
                    "%s: the scores of %s are empty; the last column of %s says what a person has to do.",
                    assignment,
                    escaped(", ".join(empty)),
                    place,
                )


def _in_a_table(line: GradeLine) -> tuple[Any, ...]:
    """A line's fields; what is text does nothing in a spreadsheet."""
    return tuple(harmless(field) if isinstance(field, str) else field for field in astuple(line))


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
