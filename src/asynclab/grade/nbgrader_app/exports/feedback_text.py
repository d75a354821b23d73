"""Feedback as text, for a learning platform that keeps a comment beside a grade: what the feedback page's first part
shows a student, and nothing else. Pure.

A platform shows such a comment as HTML: what is a student's, or a check's, stands escaped in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from html.parser import HTMLParser

from nbformat import NotebookNode

from asynclab.grade.gradebook.autograded_notebook import second_of
from asynclab.grade.gradebook.models import CellGrade
from asynclab.grade.gradebook.placeholder import AGAIN, reason_of
from asynclab.grade.intake.second_notebooks import told_of_others
from asynclab.grade.nbgrader_app.feedback.feedback_cells import FeedbackCell, graded_cells
from asynclab.grade.nbgrader_app.feedback.feedback_summary import total_told
from asynclab.grade.terminal import escaped

_LABELS = frozenset(("Seen", "Also", "Why", "Try", "Line"))  # of a verdict's table, before what they name
_UNSHOWN = frozenset(("style", "script", "details"))  # hints are folded there


def with_grades(notebook: NotebookNode, grades: Iterable[CellGrade], comments: Mapping[str, str]) -> None:
    """Write into a notebook's cells, in place, what the gradebook has of them, as a step of feedback does. comments: by
    cell."""
    known = {cell.name: cell for cell in grades}
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        name = about.get("grade_id")
        if name in comments:
            about["comment"] = comments[name]
        if name in known:
            about.update(score=known[name].points or 0.0, points=known[name].of, known=known[name].points is not None)


def feedback_text(notebook: NotebookNode, penalty: float = 0.0, name: str = "", late: str = "") -> str:
    """Return the feedback of a notebook that hidden tests are taken out of, and that has its grades. penalty: points
    off for being late. name: the notebook's. late: how late it was handed in, in words."""
    return escape("\n".join(_lines(notebook, name, penalty, late)), quote=False)


def _lines(notebook: NotebookNode, name: str, penalty: float, late: str) -> Iterator[str]:
    cells = tuple(graded_cells(notebook))
    yield total_told(cells, penalty, late)
    if second := second_of(notebook):
        yield escaped(told_of_others(name, second))
    if reason := reason_of(notebook):
        yield f"Your work could not be graded. {reason} This is not a zero: there are no points yet. {AGAIN}"
        cells = tuple(cell for cell in cells if cell.points is not None)
    for cell in cells:
        if cell.sign in ("✗", "○"):
            yield _told(cell)
    for cell in cells:
        if cell.remark:
            yield f"{cell.section or cell.title}: {' '.join(cell.remark.split())}"


def _told(cell: FeedbackCell) -> str:
    if cell.sign == "○" or not cell.box:
        return f"{cell.sign} {cell.title}"
    said = plain_text(cell.box)
    return said if cell.outcome is not None else f"{cell.sign} {cell.title}: {said}"


def plain_text(html: str) -> str:
    """Return what a box of HTML says, on one line. Several blanks, as a value may have them, stay several in HTML."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    parts = [" ".join(filter(None, map(str.strip, part.splitlines()))) for part in reader.parts]
    parts = [re.sub(" (?= )", "\N{NO-BREAK SPACE}", part) for part in parts]
    return " ".join(f"{part}:" if part in _LABELS else part for part in parts if part)


class _TextReader(HTMLParser):
    """Collects the text of each block."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = [""]
        self._unshown = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin another part with a block."""
        self._unshown += tag in _UNSHOWN
        if tag in ("div", "p", "pre", "br"):
            self.parts.append("")

    def handle_endtag(self, tag: str) -> None:
        """Go on in another part after a block."""
        self._unshown -= tag in _UNSHOWN
        if tag in ("div", "p", "pre"):
            self.parts.append("")

    def handle_data(self, data: str) -> None:
        """Take the text over."""
        if not self._unshown:
            self.parts[-1] += data
