"""`nbgrader export` for Canvas: a CSV file that Canvas' gradebook imports.

Canvas reads the heading `Student, ID, SIS User ID, SIS Login ID, Section`, a column for each assignment whose heading
ends with Canvas' number for it in brackets, and a row `Points Possible`. It looks for a student by ID, then by SIS User
ID, then by SIS Login ID, and at last by the name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from traitlets import Dict, Integer, Unicode

from asynclab.grade.nbgrader_app.exports.grade_lines import GradeLine
from asynclab.grade.nbgrader_app.exports.id_mapping import IdMapping
from asynclab.grade.nbgrader_app.exports.platform_export import CsvRow, PlatformExport, by_student
from asynclab.grade.nbgrader_app.exports.spreadsheet_text import harmless

_POINTS_POSSIBLE = "Points Possible"
_POINTS_ROW = re.compile(re.escape(_POINTS_POSSIBLE).replace(r"\ ", r"(\s)"))


class CanvasExport(PlatformExport):
    """Writes canvas.csv, or the file of `--to`."""

    platform = "Canvas"
    identifiers = ("ID", "SIS User ID", "SIS Login ID")

    assignment_ids = Dict(
        value_trait=Integer(),
        key_trait=Unicode(),
        help='Canvas\' number for each assignment, the last one in its address: {"12-boss": 4711}',
    ).tag(config=True)

    def named_assignments(self) -> Iterable[str]:
        """Return those whose numbers are given."""
        return tuple(self.assignment_ids)

    def table(self, lines: tuple[GradeLine, ...], known: IdMapping, gradebook: Any) -> Iterator[CsvRow]:
        """Yield the heading, the most points of each assignment, and a row a student."""
        most = {line.assignment: line.max_score for line in lines}
        names = tuple(most)
        if nameless := [name for name in names if name not in self.assignment_ids]:
            self.log.warning(
                "Canvas looks for these by their title, and makes a new assignment where it has none: %s. To name "
                "one: c.CanvasExport.assignment_ids",
                ", ".join(nameless),
            )
        yield ("Student", *self.identifiers, "Section", *map(self._heading, names))
        yield (f"    {_POINTS_POSSIBLE}", "", "", "", "", *(f"{most[name]:g}" for name in names))
        for student, grades in by_student(lines, known):
            shown = student["Student"] or next(iter(grades.values())).name
            yield (
                _name(shown),
                *(student[column] for column in self.identifiers),
                harmless(student["Section"]),
                *(self.grade(grades[name]) if name in grades else "" for name in names),
            )

    def _heading(self, assignment: str) -> str:
        id = self.assignment_ids.get(assignment)
        return harmless(assignment if id is None else f"{assignment} ({id})")


def _name(student: str) -> str:
    """A student's name. Canvas takes a row whose name has the words for the points that there are; no longer this."""
    return _POINTS_ROW.sub("Points\u00a0Possible", harmless(student))
