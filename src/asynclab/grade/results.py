"""A class's results: the points from the gradebook, and from the graded notebooks what the checks said."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from asynclab.grade.gradebook import StudentGrade, grades
from asynclab.grade.preprocessors import NOTES_KEY
from asynclab.grade.verdicts import Reading, read


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


def database(root: Path) -> str:
    """Where the gradebook of the course in `root` is, as `nbgrader_config.py` says too."""
    return f"sqlite:///{root / 'gradebook.db'}"


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
        notes=tuple(note for notebook in graded for note in notebook.metadata.get(NOTES_KEY, {}).get("notes", ())),
    )


def _is_checked(cell: NotebookNode) -> bool:
    """Graded by a check, and not a written answer that a person grades."""
    said = cell.metadata.get("nbgrader", {})
    return bool(cell.cell_type == "code" and said.get("grade") and not said.get("solution"))


def _why_not(submitted: Path) -> str:
    """Why a submission has no graded notebook."""
    for path in sorted(submitted.glob("*.ipynb")):
        try:
            nbformat.read(path, as_version=4)
        except Exception as problem:  # whatever a broken file makes a parser raise
            reason = str(problem).splitlines()[0][:80] if str(problem) else type(problem).__name__
            return f"Could not be read as a notebook: {reason}"
    return "Not autograded yet."
