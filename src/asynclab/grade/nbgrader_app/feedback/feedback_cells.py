"""What feedback tells of a graded notebook, read from it: its title, and each graded cell with its points and what its
check said, in which sections become links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from nbformat import NotebookNode
from nbgrader.utils import is_grade, is_task

from asynclab.course.cell.html_text import html_text
from asynclab.course.cell.verdict_box import linked
from asynclab.expect.outcome import Outcome
from asynclab.grade.gradebook.outputs import without_colours
from asynclab.grade.gradebook.placeholder import NOT_GRADED
from asynclab.grade.gradebook.scores import NO_RESPONSE
from asynclab.grade.intake.clean import OWN_TEXT
from asynclab.grade.nbgrader_app.feedback.hide_tests import TOLD

_TITLE = re.compile(r"^#[ \t]+(\S.*?)[ \t]*#*$", re.MULTILINE)
_FORMULA = re.compile(r"\$|\\\(|\\\[|\\begin\{")
_HEADING = re.compile(r"^#{1,4}\s+(.+?)\s*#*$", re.MULTILINE)


@dataclass(frozen=True)
class FeedbackCell:
    """A graded cell as its student reads of it. title: its promise, or its name. section: the heading that it stands
    under. points: None as long as nobody knows. box: what its check said, as HTML. comment: a person's, in Markdown."""

    name: str
    title: str
    section: str
    points: float | None
    of: float
    outcome: Outcome | None = None
    box: str = ""
    comment: str = ""

    @property
    def remark(self) -> str:
        """What a person has to say of it: that nothing was tried, the table says already."""
        return "" if self.sign == "○" and self.comment == NO_RESPONSE else self.comment

    @property
    def sign(self) -> str:
        """Whether it has its points: "✓", "✗", "○" for what was not tried, "?" for what a person has to grade."""
        if self.points is None:
            return "?"
        if self.points >= self.of:
            return "✓"
        return "○" if self.outcome is Outcome.NOT_ATTEMPTED else "✗"


def graded_cells(notebook: NotebookNode) -> Iterator[FeedbackCell]:
    """Yield the graded cells and tasks of a notebook, with what `HideTests` and `GetKnownGrades` left in them."""
    section, comment = "", ""
    for cell in notebook.cells:
        about = cell.metadata.get("nbgrader", {})
        if _is_chapters_text(cell) and (found := _HEADING.findall(cell.source)):
            section = found[-1]
        comment = about.get("comment") or comment
        if counts(cell):
            told = about.get(TOLD, {})
            yield FeedbackCell(
                about["grade_id"],
                told.get("promise") or about["grade_id"],
                section,
                float(about.get("score") or 0) if about.get("known", True) else None,
                float(about.get("points") or 0),
                Outcome(told["outcome"]) if told.get("outcome") else None,
                _box(cell),
                comment,
            )
            comment = ""


def _is_chapters_text(cell: NotebookNode) -> bool:
    is_answer = cell.metadata.get("nbgrader", {}).get("solution")
    return cell.cell_type == "markdown" and not is_answer and not cell.metadata.get(OWN_TEXT)


def counts(cell: NotebookNode) -> bool:
    """Check whether a cell has points: a graded cell, or a task."""
    return bool(is_grade(cell) or is_task(cell))


def _box(cell: NotebookNode) -> str:
    """What the check showed; of a plain test the error's text."""
    for output in cell.get("outputs", ()):
        if html := output.get("data", {}).get("text/html"):
            return str(html)
        if output.output_type == "error":
            return f"<pre>{html_text(_plain(output))}</pre>"
    return ""


def _plain(error: NotebookNode) -> str:
    return without_colours(f"{error.ename}: {error.evalue}" if error.evalue else error.ename)


def title_of(notebook: NotebookNode) -> str:
    """Return what a chapter calls itself, as in "Chapter 8. Backpressure", without Markdown; "" where it has none."""
    texts = (cell.source for cell in notebook.cells if _is_chapters_text(cell) and not counts(cell))
    titles = (_TITLE.search(text) for text in texts if not text.startswith(NOT_GRADED))
    title = next((found[1] for found in titles if found), "")
    return re.sub(r"[`*]|\b_|_\b", "", title).strip()


def has_formulas(notebook: NotebookNode) -> bool:
    """Return whether something in a notebook may be a formula: in its text, or in what its cells showed."""
    texts = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    outputs = (output for cell in notebook.cells for output in cell.get("outputs", ()))
    kinds = ("text/latex", "text/markdown", "text/html")
    shown = (str(output.get("data", {}).get(kind, "")) for output in outputs for kind in kinds)
    return any(_FORMULA.search(text) for text in (*texts, *shown))


def link_sections(notebook: NotebookNode) -> None:
    """Make a link of each section that a check says to read again, where its page has the heading."""
    texts = [cell.source for cell in notebook.cells if _is_chapters_text(cell)]
    headings = [heading.replace("`", "") for text in texts for heading in _HEADING.findall(text)]
    for cell in notebook.cells:
        for output in cell.get("outputs", ()) if counts(cell) else ():
            if html := output.get("data", {}).get("text/html"):
                output["data"]["text/html"] = linked(str(html), headings)
