"""Rows of nbgrader's database as our data. Pure: the rows are read, and no session is opened."""

from __future__ import annotations

import json
from typing import Any

from asynclab.grade.gradebook.models import CellGrade, ClassGrades, Master, Original, StudentGrade


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
