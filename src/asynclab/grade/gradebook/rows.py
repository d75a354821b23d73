"""Rows of nbgrader's database as our data. Pure: the rows are read, and no session is opened."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from asynclab.grade.gradebook.models import CellGrade, ClassGrades, Master, NotebookEntry, Original, StudentGrade
from asynclab.grade.history.gradings import GradedCellRecord


def class_grades_of(assignment: Any) -> ClassGrades:
    """Read an assignment's row, its notebooks' rows and its submissions' rows."""
    return ClassGrades(
        tuple(master_of(notebook) for notebook in assignment.notebooks),
        tuple(sorted(map(_student, assignment.submissions), key=lambda grade: grade.student)),
    )


def master_of(notebook: Any) -> Master:
    """Read a notebook's row, with the rows of its cells."""
    graded = (*notebook.grade_cells, *notebook.task_cells)
    return Master(
        name=notebook.name,
        kernelspec=json.loads(notebook.kernelspec) if notebook.kernelspec else {},
        cells=tuple(
            Original(cell.name, cell.cell_type, bool(cell.locked), cell.source or "", cell.checksum or "")
            for cell in notebook.source_cells
        ),
        points={cell.name: float(cell.max_score) for cell in graded},
    )


def _student(submission: Any) -> StudentGrade:
    cells = [cell for notebook in submission.notebooks for cell in cells_of(notebook)]
    return StudentGrade(
        student=submission.student.id,
        cells=tuple(sorted(cells, key=lambda cell: cell.name)),
        penalty=sum(float(notebook.late_submission_penalty or 0) for notebook in submission.notebooks),
        extension=submission.extension or None,
    )


def cells_of(notebook: Any) -> tuple[CellGrade, ...]:
    """Read the grades of a student's notebook's row."""
    return tuple(_cell(grade, notebook.name) for grade in notebook.grades)


def _cell(grade: Any, notebook: str) -> CellGrade:
    known = grade.auto_score is not None or grade.manual_score is not None
    return CellGrade(
        grade.name,
        float(grade.score) if known else None,
        float(grade.max_score),
        by_hand=bool(grade.needs_manual_grade),
        given=grade.manual_score is not None,
        notebook=notebook,
    )


class NotebookRows(NamedTuple):
    """A notebook's own id, and by name the ids of its cells: those with grades and those with comments."""

    id: str
    graded: Mapping[str, str]
    commented: Mapping[str, str]


def notebook_rows(notebook: Any) -> NotebookRows:
    """Read a notebook's row for the ids in it."""
    tasks = {cell.name: cell.id for cell in notebook.task_cells}
    return NotebookRows(
        notebook.id,
        {cell.name: cell.id for cell in notebook.grade_cells} | tasks,
        {cell.name: cell.id for cell in notebook.solution_cells} | tasks,
    )


def records(entries: Iterable[NotebookEntry]) -> dict[str, GradedCellRecord]:
    """Return what the history keeps of each cell that was graded, by "notebook/cell"."""
    return {
        f"{entry.new.name}/{name}": GradedCellRecord(entry.new.outcomes.get(name, ""), score)
        for entry in entries
        for name, score in entry.new.scores.items()
    }
