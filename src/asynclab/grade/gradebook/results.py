"""A class's results: the points from the gradebook, and from the graded notebooks what the checks said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from asynclab.grade.course_config import database
from asynclab.grade.gradebook.autograded_notebook import KEY
from asynclab.grade.gradebook.database import grades
from asynclab.grade.gradebook.models import StudentGrade
from asynclab.grade.gradebook.verdicts import Reading, read
from asynclab.grade.graded_cells import is_automatic, kind_of
from asynclab.grade.intake.read import UnreadableSubmission
from asynclab.grade.intake.read import read as read_paper
from asynclab.grade.job import CellKind


@dataclass(frozen=True)
class Result:
    """One submission, graded.

    `readings`: the graded cells in the chapter's order. `notes`: what its file had otherwise than
    the chapter. `problem`: why it could not be graded at all, or "".
    """

    grade: StudentGrade
    readings: tuple[Reading, ...] = ()
    notes: tuple[str, ...] = ()
    problem: str = ""


def results(root: Path, assignment: str) -> tuple[Result, ...]:
    """Everybody's result in the course in `root`, by student. Raises NoAssignment."""
    return tuple(_result(root, assignment, grade) for grade in grades(database(root), assignment))


def _result(root: Path, assignment: str, grade: StudentGrade) -> Result:
    notebooks = sorted((root / "autograded" / grade.student / assignment).glob("*.ipynb"))
    if not notebooks:
        return Result(grade, problem=_why_not(root / "submitted" / grade.student / assignment))
    graded = [nbformat.read(path, as_version=4) for path in notebooks]
    return Result(
        grade,
        readings=tuple(read(cell) for notebook in graded for cell in notebook.cells if _is_checked(cell)),
        notes=tuple(note for notebook in graded for note in notebook.metadata.get(KEY, {}).get("notes", ())),
    )


def _is_checked(cell: NotebookNode) -> bool:
    """Graded by a check of ours: neither by a person nor by a plain test, which say nothing to read."""
    return is_automatic(cell) and kind_of(cell.source, cell.metadata.nbgrader.grade_id) is CellKind.CHECK


def _why_not(submitted: Path) -> str:
    """Why a submission has no graded notebook."""
    papers = (read_paper(path) for path in sorted(submitted.glob("*.ipynb")))
    reasons = (paper.reason for paper in papers if isinstance(paper, UnreadableSubmission))
    return next(reasons, "Not autograded yet.")
