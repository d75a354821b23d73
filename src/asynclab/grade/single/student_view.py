"""What a student may read of one graded submission: what feedback shows, and nothing more. Pure.

The hidden tests go out by feedback's own step, and a verdict tells no hidden value: so no text here has one.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from dataclasses import dataclass, replace

from nbformat import NotebookNode

from asynclab.grade.gradebook.autograded_notebook import notes_for_student, second_of
from asynclab.grade.gradebook.outputs import without_colours
from asynclab.grade.gradebook.placeholder import AGAIN
from asynclab.grade.intake.second_notebooks import told_of_others
from asynclab.grade.nbgrader_app.feedback.feedback_cells import FeedbackCell, counts, graded_cells
from asynclab.grade.nbgrader_app.feedback.feedback_summary import total_told
from asynclab.grade.nbgrader_app.feedback.hide_tests import HideTests
from asynclab.grade.single.grading import SingleResult
from asynclab.grade.terminal import escaped

NOT_A_ZERO = "This is not a zero: there are no points yet."
# What a student reads where the machine or the chapter is at fault: the error's own words may tell what is hidden.
NOT_YOURS = "The grader itself did not work. This is not your answer's fault: show it to your instructor."


@dataclass(frozen=True)
class ShownCell:
    """A graded cell. said: what its check showed, as text; "" where it showed nothing."""

    cell: FeedbackCell
    said: str


@dataclass(frozen=True)
class StudentView:
    """A submission as its student reads of it. total: the points in words. reason: why it could not be graded. remedy:
    what to do then, where the reason does not say it. notes: what was not taken as it was handed in. second: which
    other files were not graded, and what to do."""

    chapter: str
    total: str
    cells: tuple[ShownCell, ...]
    reason: str = ""
    remedy: str = ""
    notes: tuple[str, ...] = ()
    second: str = ""


def student_view(graded: SingleResult) -> StudentView:
    """Return what may be shown to the student. Every text in it is plain: no control character is left."""
    if graded.notebook is None or graded.result.problem:
        cells, notes, second = tuple[ShownCell, ...](), tuple[str, ...](), ""
    else:
        second = escaped(told_of_others(graded.chapter, second_of(graded.notebook)))
        cells = tuple(_cells(graded, graded.notebook))
        notes = tuple(map(escaped, notes_for_student(graded.notebook)))
    return StudentView(
        escaped(graded.chapter),
        total_told([each.cell for each in cells], 0.0) if cells else "",
        cells,
        escaped(graded.for_student or graded.result.problem, keep="\n"),
        AGAIN if graded.result.problem and not graded.for_student else "",
        notes,
        second,
    )


def _cells(graded: SingleResult, notebook: NotebookNode) -> Iterator[ShownCell]:
    shown, _ = HideTests(config=graded.settings).preprocess(copy.deepcopy(notebook), {})
    grades = {cell.name: cell for cell in graded.result.grade.cells}
    counted = [cell for cell in shown.cells if counts(cell)]
    for cell in counted:
        grade = grades[cell.metadata.nbgrader.grade_id]
        known = grade.points is not None
        cell.metadata.nbgrader.update(score=grade.points or 0.0, points=grade.of, known=known)
    for cell, told in zip(counted, graded_cells(shown), strict=True):
        plain = replace(told, title=escaped(told.title), section=escaped(told.section))  # a heading may be a student's
        yield ShownCell(plain, escaped(_said(cell), keep="\n"))


def _said(cell: NotebookNode) -> str:
    """What a check showed as text; of a plain test the error."""
    for output in cell.get("outputs", ()):
        if text := output.get("data", {}).get("text/plain"):
            return str(text)
        if output.output_type == "error":
            return without_colours(f"{output.ename}: {output.evalue}" if output.evalue else output.ename)
    return ""
