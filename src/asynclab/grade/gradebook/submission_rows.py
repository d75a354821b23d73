"""The rows of one submission in nbgrader's database: looked up together, made where there are none, and changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nbgrader.utils import parse_utc
from sqlalchemy import select

from asynclab.grade.gradebook.database import (
    Comment,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from asynclab.grade.gradebook.models import NotebookScores, Scored
from asynclab.grade.gradebook.rows import NotebookRows
from asynclab.grade.history.row_journal import RowJournal


class SubmissionRows:
    """Those of an assignment's submissions, in a session whose transactions are the caller's. assignment: its id. rows:
    of its notebooks, by name."""

    def __init__(self, session: Any, assignment: str, rows: Mapping[str, NotebookRows]) -> None:
        self._session = session
        self._assignment = assignment
        self._rows = rows

    def submission(self, student: str) -> Any:
        """Return the row of a submission, less its relations and sums; None before the first one."""
        found = select(SubmittedAssignment.id, SubmittedAssignment.timestamp, SubmittedAssignment.extension).where(
            SubmittedAssignment.assignment_id == self._assignment, SubmittedAssignment.student_id == student
        )
        return self._session.execute(found).one_or_none()

    def registered(self, scored: Scored, journal: RowJournal) -> Any:
        """Return the submission's row, made where there is none, with the new timestamp."""
        row = self.submission(scored.student)
        if row is None:
            self._register(scored, journal)
            return self.submission(scored.student)
        self._complete(row.id, journal)
        journal.change(SubmittedAssignment, [(row, {"timestamp": parse_utc(scored.when(row.timestamp))})])
        return row

    def _register(self, scored: Scored, journal: RowJournal) -> None:
        """Rows for all cells of all notebooks, as nbgrader makes them: everything waits for a person at first."""
        if self._session.get(Student, scored.student) is None:
            journal.add(Student, [{"id": scored.student}])
        submission = {
            "id": new_uuid(),
            "assignment_id": self._assignment,
            "student_id": scored.student,
            "timestamp": parse_utc(scored.timestamp),
        }
        journal.add(SubmittedAssignment, [submission])
        self._complete(submission["id"], journal)

    def _complete(self, submission: str, journal: RowJournal) -> None:
        """Make the rows of a submission that are not there: none was yet, or somebody has deleted one."""
        known = self.notebooks(submission)
        for name, rows in self._rows.items():
            notebook = known[name].id if name in known else new_uuid()
            if name not in known:
                journal.add(SubmittedNotebook, [{"id": notebook, "notebook_id": rows.id, "assignment_id": submission}])
            for table, cells in ((Grade, rows.graded), (Comment, rows.commented)):
                there = set(self._session.scalars(select(table.cell_id).where(table.notebook_id == notebook)))
                lacking = [cell for cell in cells.values() if cell not in there]
                journal.add(table, [{"id": new_uuid(), "notebook_id": notebook, "cell_id": cell} for cell in lacking])

    def notebooks(self, submission: str) -> dict[str, Any]:
        """Return the rows of a submission's notebooks, by name, with their ids and penalties."""
        columns = (SubmittedNotebook.notebook_id, SubmittedNotebook.id, SubmittedNotebook.late_submission_penalty)
        found = self._session.execute(select(*columns).where(SubmittedNotebook.assignment_id == submission))
        known = {row.notebook_id: row for row in found}
        return {name: known[rows.id] for name, rows in self._rows.items() if rows.id in known}

    def grades(self, name: str, notebook: str) -> dict[str, Any]:
        """Return the rows of a notebook's grades, by cell, without their relations and sums. name: the assignment's for
        it; notebook: the id of its row."""
        columns = (Grade.cell_id, Grade.id, Grade.auto_score, Grade.needs_manual_grade)
        by_hand = (Grade.manual_score, Grade.extra_credit)
        found = self._session.execute(select(*columns, *by_hand).where(Grade.notebook_id == notebook))
        names = {id: name for name, id in self._rows[name].graded.items()}
        return {names[row.cell_id]: row for row in found if row.cell_id in names}

    def comments(self, notebook: str) -> dict[str, Any]:
        """Return the rows of a notebook's comments, by the id of their cell. notebook: the id of its row."""
        columns = (Comment.cell_id, Comment.id, Comment.auto_comment, Comment.manual_comment)
        found = self._session.execute(select(*columns).where(Comment.notebook_id == notebook))
        return {row.cell_id: row for row in found}

    def put_scores(self, new: NotebookScores, old: Mapping[str, Any], journal: RowJournal, *, known: bool) -> None:
        """Save what changed of a notebook. old: the rows of its grades, by cell. known: it is not one that is missing,
        which is worth nothing whoever looks at it."""
        changes = []
        for name, row in old.items():
            if name in new.scores:
                score = new.scores[name]
                # what was given by hand was given to an answer that may have changed since
                flag = known and (row.manual_score is not None or score is None or name in new.flagged)
                changes.append((row, {"auto_score": score, "needs_manual_grade": flag}))
        journal.change(Grade, changes)

    def put_comments(self, new: NotebookScores, old: Mapping[str, Any], journal: RowJournal) -> None:
        """Save what changed of a notebook. old: the rows of its comments, by the id of their cell."""
        rows = ((old.get(self._rows[new.name].commented[name]), text) for name, text in new.comments.items())
        journal.change(Comment, [(row, {"auto_comment": text}) for row, text in rows if row is not None])
