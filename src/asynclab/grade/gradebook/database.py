"""The gradebook: nbgrader's own database. The one module that opens it, and one writer at a time.

nbgrader looks up each grade by its name, joining six tables, and commits each one. Here the rows of a submission are
loaded together and written in one transaction: a batch that is killed leaves whole submissions behind.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any, NamedTuple
from unicodedata import normalize

from nbgrader.api import (
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from nbgrader.utils import parse_utc
from sqlalchemy import insert, make_url, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.exc import SQLAlchemyError as DatabaseError

from asynclab.grade.errors import NoAssignment
from asynclab.grade.gradebook.lateness import LatePolicy, late_penalty
from asynclab.grade.gradebook.models import (
    AutoGrade,
    ClassGrades,
    NotebookEntry,
    NotebookScores,
    Scored,
    StudentGrade,
)
from asynclab.grade.gradebook.rows import class_grades_of, master_of
from asynclab.grade.gradebook.scores import total

__all__ = ["DatabaseError", "Writer", "class_grades", "grades", "opened", "without_password"]


_PATIENCE = 60  # real seconds for another program, such as formgrader, to let go of an SQLite file


def grades(db_url: str, assignment: str) -> tuple[StudentGrade, ...]:
    """Return everybody's grades for an assignment, by student. Raises NoAssignment."""
    return class_grades(db_url, assignment).students


def class_grades(db_url: str, assignment: str) -> ClassGrades:
    """Return an assignment and everybody's grades for it. Raises NoAssignment."""
    with Gradebook(db_url) as gradebook:
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            raise NoAssignment(assignment, without_password(db_url)) from None
        return class_grades_of(found)


def without_password(db_url: str) -> str:
    """Return a database's URL as it may be shown."""
    return make_url(db_url).render_as_string(hide_password=True)


@contextmanager
def opened(db_url: str, course: str, assignment: str) -> Iterator[Writer]:
    """Hold the gradebook open for the batch of an assignment, for as long as the block lasts. Raises NoAssignment,
    DatabaseError.
    """
    with Gradebook(db_url, course) as gradebook:
        if make_url(db_url).get_backend_name() == "sqlite":
            gradebook.db.execute(text(f"PRAGMA busy_timeout = {_PATIENCE * 1000}"))
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            raise NoAssignment(assignment, without_password(db_url)) from None
        yield Writer(gradebook.db, found)


class Writer:
    """Saves submissions of one assignment. For the thread that opened it; between calls it holds no lock."""

    def __init__(self, session: Any, assignment: Any) -> None:
        self._session = session
        self._assignment: str = assignment.id
        self._due: datetime | None = assignment.duedate
        self._rows = {notebook.name: _rows(notebook) for notebook in assignment.notebooks}
        self.masters = tuple(master_of(notebook) for notebook in assignment.notebooks)
        session.rollback()

    def spelt(self, student: str) -> str:
        """Return how the gradebook spells a student: composed and decomposed letters are the same name. Return "" for a
        student whom it does not know.
        """
        with self._transaction():
            if self._session.get(Student, student) is not None:
                return student
            names: list[str] = [] if student.isascii() else list(self._session.scalars(select(Student.id)))
        return next((name for name in names if normalize("NFC", name) == normalize("NFC", student)), "")

    def knows(self, student: str) -> bool:
        """Check whether there are grades of a student for the assignment. A gradebook that was made anew has none."""
        with self._transaction():
            return self._submission(student) is not None

    def preview(self, scored: Scored, policy: LatePolicy) -> tuple[NotebookEntry, ...]:
        """Return what saving a submission would put into the gradebook, which is only read."""
        with self._transaction():
            submission = self._submission(scored.student)
            notebooks = self._notebooks(submission.id) if submission else {}
            entries = []
            for new in scored.notebooks:
                row = notebooks.get(new.name)
                found = self._grades(row.id, self._rows[new.name]) if row else {}
                penalty_before = row.late_submission_penalty if row else None
                entries.append(
                    replace(self._entry(scored, new, submission, found, policy), penalty_before=penalty_before)
                )
            return tuple(entries)

    def save(self, scored: Scored, policy: LatePolicy) -> float:
        """Save a submission in one transaction, and its student if need be. Gives its points, less the penalties.

        Points given by hand stay, and are flagged to be looked at again. Raises DatabaseError; then nothing is saved.
        """
        try:
            return self._saved(scored, policy)
        except IntegrityError:  # another batch has made the student's rows in between: now they are there
            return self._saved(scored, policy)

    def _saved(self, scored: Scored, policy: LatePolicy) -> float:
        with self._transaction():
            submission = self._registered(scored)
            notebooks = self._notebooks(submission.id)
            points = 0.0
            for new in scored.notebooks:
                id, rows = notebooks[new.name].id, self._rows[new.name]
                found = self._grades(id, rows)
                entry = self._entry(scored, new, submission, found, policy)
                self._put_scores(found, new)
                self._put_comments(id, rows, new)
                self._change(SubmittedNotebook, [{"id": id, "late_submission_penalty": entry.penalty}])
                points += entry.total
            for name in scored.missing:
                self._put_zeros(notebooks[name].id)
            self._session.commit()
        return points

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """What is not committed at the end was only read, or failed."""
        try:
            yield
        finally:
            self._session.rollback()

    def _submission(self, student: str) -> Any:
        """The row of a submission, less its relations and sums; None before the first one."""
        found = select(SubmittedAssignment.id, SubmittedAssignment.timestamp, SubmittedAssignment.extension).where(
            SubmittedAssignment.assignment_id == self._assignment, SubmittedAssignment.student_id == student
        )
        return self._session.execute(found).one_or_none()

    def _entry(
        self, scored: Scored, new: NotebookScores, submission: Any, found: Mapping[str, Any], policy: LatePolicy
    ) -> NotebookEntry:
        """What a notebook will have. submission: its row. found: those of its grades. None, and {}: there are none."""
        before = {
            name: AutoGrade(row.auto_score, row.manual_score, row.extra_credit or 0.0) for name, row in found.items()
        }
        registered = dict.fromkeys(self._rows[new.name].graded, AutoGrade(None, None))
        points = total(registered | before, new.scores)
        penalty = late_penalty(
            policy,
            scored.student,
            points,
            timestamp=scored.timestamp or (submission and submission.timestamp),
            due=self._due,
            extension=submission and submission.extension,
        )
        return NotebookEntry(new, before, points, penalty)

    def _registered(self, scored: Scored) -> Any:
        """The submission's row, made where there is none, with the new timestamp."""
        row = self._submission(scored.student)
        if row is None:
            self._register(scored)
            return self._submission(scored.student)
        self._complete(row.id)
        if scored.timestamp is not None and row.timestamp != parse_utc(scored.timestamp):
            self._change(SubmittedAssignment, [{"id": row.id, "timestamp": parse_utc(scored.timestamp)}])
        return row

    def _register(self, scored: Scored) -> None:
        """Rows for all cells of all notebooks, as nbgrader makes them: everything waits for a person at first."""
        if self._session.get(Student, scored.student) is None:
            self._add(Student, [{"id": scored.student}])
        submission = {
            "id": new_uuid(),
            "assignment_id": self._assignment,
            "student_id": scored.student,
            "timestamp": parse_utc(scored.timestamp),
        }
        self._add(SubmittedAssignment, [submission])
        self._complete(submission["id"])

    def _complete(self, submission: str) -> None:
        """Make the rows of a submission that are not there: none was yet, or somebody has deleted one."""
        known = self._notebooks(submission)
        for name, rows in self._rows.items():
            notebook = known[name].id if name in known else new_uuid()
            if name not in known:
                self._add(SubmittedNotebook, [{"id": notebook, "notebook_id": rows.id, "assignment_id": submission}])
            for table, cells in ((Grade, rows.graded), (Comment, rows.commented)):
                there = set(self._session.scalars(select(table.cell_id).where(table.notebook_id == notebook)))
                lacking = [cell for cell in cells.values() if cell not in there]
                self._add(table, [{"notebook_id": notebook, "cell_id": cell} for cell in lacking])

    def _notebooks(self, submission: str) -> dict[str, Any]:
        """The rows of a submission's notebooks, by name, with their ids and penalties."""
        columns = (SubmittedNotebook.notebook_id, SubmittedNotebook.id, SubmittedNotebook.late_submission_penalty)
        found = self._session.execute(select(*columns).where(SubmittedNotebook.assignment_id == submission))
        known = {row.notebook_id: row for row in found}
        return {name: known[rows.id] for name, rows in self._rows.items() if rows.id in known}

    def _grades(self, notebook: str, rows: _Rows) -> dict[str, Any]:
        """The rows of a notebook's grades, by name, without their relations and sums."""
        columns = (Grade.cell_id, Grade.id, Grade.auto_score, Grade.needs_manual_grade)
        by_hand = (Grade.manual_score, Grade.extra_credit)
        found = self._session.execute(select(*columns, *by_hand).where(Grade.notebook_id == notebook))
        names = {id: name for name, id in rows.graded.items()}
        return {names[row.cell_id]: row for row in found if row.cell_id in names}

    def _put_scores(self, found: Mapping[str, Any], new: NotebookScores) -> None:
        """Save what changed. found: the rows of the grades."""
        changes = []
        for name, row in found.items():
            score = new.scores.get(name)
            # what was given by hand was given to an answer that may have changed since
            flag = row.manual_score is not None or score is None or name in new.flagged
            if name in new.scores and (score, flag) != (row.auto_score, row.needs_manual_grade):
                changes.append({"id": row.id, "auto_score": score, "needs_manual_grade": flag})
        self._change(Grade, changes)

    def _put_comments(self, notebook: str, rows: _Rows, new: NotebookScores) -> None:
        found = select(Comment.cell_id, Comment.id, Comment.auto_comment).where(Comment.notebook_id == notebook)
        old = {row.cell_id: row for row in self._session.execute(found)}
        changes = []
        for name, comment in new.comments.items():
            row = old.get(rows.commented[name])
            if row is not None and row.auto_comment != comment:
                changes.append({"id": row.id, "auto_comment": comment})
        self._change(Comment, changes)

    def _put_zeros(self, notebook: str) -> None:
        zero = {"auto_score": 0.0, "needs_manual_grade": False}
        self._session.execute(update(Grade).where(Grade.notebook_id == notebook).values(**zero))

    def _add(self, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._session.execute(insert(table), rows)

    def _change(self, table: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self._session.execute(update(table), rows)


class _Rows(NamedTuple):
    """A notebook's own id, and by name the ids of its cells: those with grades and those with comments."""

    id: str
    graded: Mapping[str, str]
    commented: Mapping[str, str]


def _rows(notebook: Any) -> _Rows:
    tasks = {cell.name: cell.id for cell in notebook.task_cells}
    return _Rows(
        notebook.id,
        {cell.name: cell.id for cell in notebook.grade_cells} | tasks,
        {cell.name: cell.id for cell in notebook.solution_cells} | tasks,
    )
