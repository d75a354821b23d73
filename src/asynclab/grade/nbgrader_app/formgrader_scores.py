"""Formgrader's tables with "?" for a score that nobody knows: nbgrader counts it as 0, in a student's sum and in means.

Its pages ask nbgrader's API for numbers and round them. Here the API says "?", or "3 ?" where a part is known, and the
pages' rounding leaves text as it is.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nbgrader.apps.api import NbGraderAPI
from sqlalchemy import text
from tornado.web import RequestHandler

_BASE = "nbgrader.server_extensions.formgrader.base"
_HANDLERS = "nbgrader.server_extensions.formgrader.handlers"
_ROUTE = r"/formgrader/static/js/utils\.js"
_KINDS = ("score", "code_score", "written_score", "task_score")
_ROUNDING = """
var roundNumberToPrecision = roundToPrecision;
roundToPrecision = function (num, precision) {
    return typeof num === "string" ? num : roundNumberToPrecision(num, precision);
};
"""
# Each grade that neither a test nor a person has given: whose it is, and of which kind its cell is.
_UNKNOWN = text(
    "SELECT submitted_notebook.id, submitted_assignment.id, submitted_assignment.student_id, grade_cells.cell_type "
    "FROM grade JOIN submitted_notebook ON submitted_notebook.id = grade.notebook_id "
    "JOIN submitted_assignment ON submitted_assignment.id = submitted_notebook.assignment_id "
    "LEFT JOIN grade_cells ON grade_cells.id = grade.cell_id "
    "WHERE grade.auto_score IS NULL AND grade.manual_score IS NULL"
)
_KIND_OF = {"code": "code_score", "markdown": "written_score", None: "task_score"}

Scores = dict[str, Any]  # what nbgrader's API says of something, by name
Unknown = Mapping[str, frozenset[str]]  # the scores that nobody knows, by the id of whose they are


class KnownScoresAPI(NbGraderAPI):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's API, in which no unknown score is a number."""

    def get_assignment(self, assignment_id: str, released: Any = None) -> Scores | None:
        """Leave out of the means whoever has an unknown score."""
        found: Scores | None = super().get_assignment(assignment_id, released)
        if found is not None and found.get("id") is not None:
            with self.gradebook as gradebook:
                _mean(found, gradebook.submission_dicts(assignment_id), self._unknown(gradebook))
        return found

    def get_notebooks(self, assignment_id: str) -> list[Scores]:
        """Leave out of the means whoever has an unknown score."""
        found: list[Scores] = super().get_notebooks(assignment_id)
        with self.gradebook as gradebook:
            unknown = self._unknown(gradebook)
            for each in found:
                if each.get("id") is not None:
                    _mean(each, gradebook.notebook_submission_dicts(each["name"], assignment_id), unknown)
        return found

    def get_submission(self, assignment_id: str, student_id: str, ungraded: Any = None, students: Any = None) -> Scores:
        """Say "?" for what nobody knows."""
        return self._told([super().get_submission(assignment_id, student_id, ungraded, students)])[0]

    def get_submissions(self, assignment_id: str) -> list[Scores]:
        """Say "?" for what nobody knows."""
        return self._told(super().get_submissions(assignment_id))

    def get_notebook_submissions(self, assignment_id: str, notebook_id: str) -> list[Scores]:
        """Say "?" for what nobody knows."""
        return self._told(super().get_notebook_submissions(assignment_id, notebook_id))

    def get_student_notebook_submissions(self, student_id: str, assignment_id: str) -> list[Scores]:
        """Say "?" for what nobody knows."""
        return self._told(super().get_student_notebook_submissions(student_id, assignment_id))

    def get_students(self) -> list[Scores]:
        """Say "?" for what nobody knows."""
        return self._told(super().get_students())

    def get_student(self, student_id: str, submitted: Any = None) -> Scores | None:
        """Say "?" for what nobody knows."""
        found = super().get_student(student_id, submitted)
        return None if found is None else self._told([found])[0]

    def _unknown(self, gradebook: Any) -> Unknown:
        found: dict[str, set[str]] = {}
        for notebook, submission, student, kind in gradebook.db.execute(_UNKNOWN):
            for id in (notebook, submission, student):
                found.setdefault(id, {"score"}).add(_KIND_OF.get(kind, "score"))
        return {id: frozenset(names) for id, names in found.items()}

    def _told(self, found: list[Scores]) -> list[Scores]:
        with self.gradebook as gradebook:
            unknown = self._unknown(gradebook)
        for each in found:
            for name in unknown.get((each or {}).get("id") or "", ()):
                if isinstance(each.get(name), (int, float)):
                    each[name] = f"{each[name]:g} ?" if each[name] else "?"
        return found


def _mean(found: Scores, submissions: Iterable[Scores], unknown: Unknown) -> None:
    """Put the means of the known scores in the place of nbgrader's."""
    each = list(submissions)
    for name in _KINDS:
        known = [float(one[name]) for one in each if name not in unknown.get(one["id"], ())]
        if len(known) < len(each):
            found[f"average_{name}"] = sum(known) / len(known) if known else "?"


class RoundingScript(RequestHandler):
    """nbgrader's own script of helpers, with a rounding that leaves text as it is."""

    def get(self) -> None:
        """Answer with it."""
        handlers = sys.modules[_HANDLERS]
        own = Path(str(handlers.static_path), "js", "utils.js").read_text(encoding="utf-8")
        self.set_header("Content-Type", "text/javascript; charset=utf-8")
        self.finish(own + _ROUNDING)


def use_our_scores() -> None:
    """Put both where formgrader looks for its own, in the process that serves it. Elsewhere do nothing."""
    base, handlers = sys.modules.get(_BASE), sys.modules.get(_HANDLERS)
    if base is None or handlers is None:
        return
    base.NbGraderAPI = KnownScoresAPI  # type: ignore[attr-defined]
    if all(route[0] != _ROUTE for route in handlers.default_handlers):
        handlers.default_handlers.insert(0, (_ROUTE, RoundingScript))
