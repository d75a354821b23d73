"""Reading the gradebook: nbgrader's own database. The one module that opens it."""

from __future__ import annotations

from dataclasses import dataclass

from nbgrader.api import Gradebook, MissingEntry

from asynclab.grade.errors import NoAssignment


@dataclass(frozen=True)
class CellGrade:
    """The points a graded cell has in the gradebook. `by_hand`: a person is asked to look at it."""

    name: str
    points: float
    of: float
    by_hand: bool


@dataclass(frozen=True)
class StudentGrade:
    """A student's points for one assignment. `penalty`: points off for being late."""

    student: str
    cells: tuple[CellGrade, ...]
    penalty: float = 0.0

    @property
    def points(self) -> float:
        """The sum over the cells, less the penalty, and never below zero."""
        return max(0.0, sum(cell.points for cell in self.cells) - self.penalty)

    @property
    def of(self) -> float:
        """The most points there are."""
        return sum(cell.of for cell in self.cells)


def grades(db_url: str, assignment: str) -> tuple[StudentGrade, ...]:
    """Everybody's grades for an assignment, by student. Raises NoAssignment."""
    with Gradebook(db_url) as gradebook:
        try:
            gradebook.find_assignment(assignment)
        except MissingEntry:
            raise NoAssignment(assignment, db_url) from None
        submissions = gradebook.assignment_submissions(assignment)
        return tuple(sorted((_of(submission) for submission in submissions), key=lambda grade: grade.student))


def _of(submission: object) -> StudentGrade:
    notebooks = submission.notebooks  # type: ignore[attr-defined]  # a row of nbgrader's
    cells = [
        CellGrade(grade.name, float(grade.score), float(grade.max_score), bool(grade.needs_manual_grade))
        for notebook in notebooks
        for grade in notebook.grades
    ]
    return StudentGrade(
        student=submission.student.id,  # type: ignore[attr-defined]
        cells=tuple(sorted(cells, key=lambda cell: cell.name)),
        penalty=sum(float(notebook.late_submission_penalty or 0) for notebook in notebooks),
    )
