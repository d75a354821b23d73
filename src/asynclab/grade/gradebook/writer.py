"""Writes the grades of submissions, one writer at a time.

nbgrader looks up each grade by its name, joining six tables, and commits each one. Here the rows of a submission are
loaded together and written in one transaction: a batch that is killed leaves whole submissions behind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from unicodedata import normalize

from nbgrader.utils import parse_utc
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from asynclab.grade.gradebook.database import (
    Assignment,
    Comment,
    Grade,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    assignment_of,
    new_uuid,
)
from asynclab.grade.gradebook.lateness import LatePolicy, SettledExtension, late_penalty, settled
from asynclab.grade.gradebook.models import (
    AutoGrade,
    NotebookEntry,
    NotebookScores,
    SavedPoints,
    Scored,
    points_of,
)
from asynclab.grade.gradebook.rows import NotebookRows, master_of, notebook_rows, records
from asynclab.grade.gradebook.scores import total
from asynclab.grade.history.extension_rows import ExtensionRows
from asynclab.grade.history.given_by_hand import given
from asynclab.grade.history.gradings import BatchOrigin, GradingRecord, HistoryWriter
from asynclab.grade.history.row_journal import RowChanges, RowJournal


@contextmanager
def opened(db_url: str, course: str, assignment: str) -> Iterator[Writer]:
    """Hold the gradebook open for the batch of an assignment, for as long as the block lasts. Raises NoAssignment,
    DatabaseError.
    """
    with assignment_of(db_url, course, assignment) as (session, found):
        yield Writer(session, found)


class Writer:
    """Saves submissions of one assignment. For the thread that opened it; between calls it holds no lock."""

    def __init__(self, session: Any, assignment: Any) -> None:
        self._session = session
        self._assignment: str = assignment.id
        self._name: str = assignment.name
        self._due: datetime | None = assignment.duedate
        self._rows = {notebook.name: notebook_rows(notebook) for notebook in assignment.notebooks}
        self.masters = tuple(master_of(notebook) for notebook in assignment.notebooks)
        self._history = HistoryWriter(session, self._name, BatchOrigin())
        self._granted: Callable[[str], timedelta | None] = lambda student: None
        self._extensions = ExtensionRows(session, self._name)
        session.rollback()

    def comes_from(self, origin: BatchOrigin) -> None:
        """Say what the grades come from that are saved from now on. Nothing is written before the first of them."""
        self._history = HistoryWriter(self._session, self._name, origin)

    @property
    def due(self) -> datetime | None:
        """The assignment's date (UTC), if it has one."""
        return self._due

    def grants(self, granted: Callable[[str], timedelta | None]) -> None:
        """Say what the course's file grants a student beyond the due date. It is put into the gradebook with the
        grades, and what it does not say any more is taken back."""
        self._granted = granted

    def names(self) -> tuple[frozenset[str], frozenset[str]]:
        """Return the names of all assignments, and of all students, that the gradebook knows."""
        with self._transaction():
            found = self._session.scalars(select(Assignment.name)), self._session.scalars(select(Student.id))
            return frozenset(found[0]), frozenset(found[1])

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
        """Check whether there are grades of a student for the assignment, worked out with the extension that counts.
        A gradebook that was made anew has none."""
        with self._transaction():
            row = self._submission(student)
            return row is not None and self._settled(student, row).length == row.extension

    def preview(self, scored: Scored, policy: LatePolicy) -> tuple[NotebookEntry, ...]:
        """Return what saving a submission would put into the gradebook, which is only read."""
        with self._transaction():
            submission = self._submission(scored.student)
            extension = self._settled(scored.student, submission).length
            changes = self._changes(scored, submission, extension, policy)
            before = submission and submission.extension
            return tuple(replace(each.entry, extension=extension, extension_before=before) for each in changes)

    def begin(self) -> int:
        """Return the number that the history has for this batch, which begins with it. Raises DatabaseError."""
        return self._history.begin()

    def save(self, scored: Scored, policy: LatePolicy) -> SavedPoints:
        """Save a submission in one transaction, its student if need be, and what the history keeps of it. Gives its
        points, less the penalties.

        Points given by hand stay, and are flagged to be looked at again. Raises DatabaseError; then nothing is saved.
        """
        self.begin()
        try:
            return self._saved(scored, policy)
        except IntegrityError:  # another batch has made the student's rows in between: now they are there
            return self._saved(scored, policy)

    def _saved(self, scored: Scored, policy: LatePolicy) -> SavedPoints:
        with self._transaction():
            journal = RowJournal(self._session)
            submission = self._registered(scored, journal)
            extension = self._extended(scored.student, submission, journal)
            changes = self._changes(scored, submission, extension.length, policy)
            by_hand: dict[str, Any] = {}
            for each in changes:
                comments = self._comments(each.row.id)
                _put_scores(each, journal, known=each.entry.new.name not in scored.missing)
                self._put_comments(each.entry.new, comments, journal)
                journal.change(SubmittedNotebook, [(each.row, {"late_submission_penalty": each.entry.penalty})])
                by_hand |= given(each.grades.values(), comments.values())
            entries = tuple(each.entry for each in changes)
            saved = replace(points_of(entries), overruled=extension.length if extension.overruled else None)
            saved = replace(saved, before=None) if _is_new(journal) else saved
            saved = replace(saved, changed=journal.changes != RowChanges())
            self._history.keep(
                GradingRecord(
                    scored.student,
                    saved.before,
                    saved.points,
                    scored.handed_in,
                    records(entries),
                    journal.changes,
                    by_hand,
                    scored.folder,
                )
            )
            self._session.commit()
        return saved

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

    def _settled(self, student: str, submission: Any) -> SettledExtension:
        """What becomes of a student's extension. submission: its row, or None."""
        current, granted = submission and submission.extension, self._granted(student)
        if current is None and granted is None:  # as with nearly everybody
            return SettledExtension(None)
        return settled(current, granted, self._extensions.length(student))

    def _extended(self, student: str, submission: Any, journal: RowJournal) -> SettledExtension:
        """Bring a student's extension up to date."""
        extension = self._settled(student, submission)
        if extension.length != submission.extension or extension.ours:
            self._extensions.put(student, extension.length if extension.ours else None, journal)
        journal.change(SubmittedAssignment, [(submission, {"extension": extension.length})])
        return extension

    def _changes(
        self, scored: Scored, submission: Any, extension: timedelta | None, policy: LatePolicy
    ) -> list[_NotebookChange]:
        """What becomes of each notebook. Those that are missing are worth nothing, and keep their penalties."""
        notebooks = self._notebooks(submission.id) if submission else {}
        zeros = (NotebookScores(name, dict.fromkeys(self._rows[name].graded, 0.0), {}) for name in scored.missing)
        changes = []
        for new in (*scored.notebooks, *zeros):
            row = notebooks.get(new.name)
            found = self._grades(row.id, self._rows[new.name]) if row else {}
            entry = self._entry(scored, new, submission and submission.timestamp, extension, found, policy)
            before = row.late_submission_penalty if row else None
            penalty = before if new.name in scored.missing else entry.penalty
            changes.append(_NotebookChange(replace(entry, penalty=penalty, penalty_before=before), row, found))
        return changes

    def _entry(
        self,
        scored: Scored,
        new: NotebookScores,
        timestamp: datetime | None,
        extension: timedelta | None,
        found: Mapping[str, Any],
        policy: LatePolicy,
    ) -> NotebookEntry:
        """What a notebook will have. timestamp: the gradebook's. found: the rows of its grades, if there are any."""
        before = {
            name: AutoGrade(row.auto_score, row.manual_score, row.extra_credit or 0.0) for name, row in found.items()
        }
        registered = dict.fromkeys(self._rows[new.name].graded, AutoGrade(None, None))
        points = total(registered | before, new.scores)
        if new.name in scored.missing:
            return NotebookEntry(new, before, points)
        penalty = late_penalty(
            policy,
            scored.student,
            points,
            timestamp=scored.when(timestamp),
            due=self._due,
            extension=extension,
        )
        return NotebookEntry(new, before, points, penalty)

    def _registered(self, scored: Scored, journal: RowJournal) -> Any:
        """The submission's row, made where there is none, with the new timestamp."""
        row = self._submission(scored.student)
        if row is None:
            self._register(scored, journal)
            return self._submission(scored.student)
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
        known = self._notebooks(submission)
        for name, rows in self._rows.items():
            notebook = known[name].id if name in known else new_uuid()
            if name not in known:
                journal.add(SubmittedNotebook, [{"id": notebook, "notebook_id": rows.id, "assignment_id": submission}])
            for table, cells in ((Grade, rows.graded), (Comment, rows.commented)):
                there = set(self._session.scalars(select(table.cell_id).where(table.notebook_id == notebook)))
                lacking = [cell for cell in cells.values() if cell not in there]
                journal.add(table, [{"id": new_uuid(), "notebook_id": notebook, "cell_id": cell} for cell in lacking])

    def _notebooks(self, submission: str) -> dict[str, Any]:
        """The rows of a submission's notebooks, by name, with their ids and penalties."""
        columns = (SubmittedNotebook.notebook_id, SubmittedNotebook.id, SubmittedNotebook.late_submission_penalty)
        found = self._session.execute(select(*columns).where(SubmittedNotebook.assignment_id == submission))
        known = {row.notebook_id: row for row in found}
        return {name: known[rows.id] for name, rows in self._rows.items() if rows.id in known}

    def _grades(self, notebook: str, rows: NotebookRows) -> dict[str, Any]:
        """The rows of a notebook's grades, by name, without their relations and sums."""
        columns = (Grade.cell_id, Grade.id, Grade.auto_score, Grade.needs_manual_grade)
        by_hand = (Grade.manual_score, Grade.extra_credit)
        found = self._session.execute(select(*columns, *by_hand).where(Grade.notebook_id == notebook))
        names = {id: name for name, id in rows.graded.items()}
        return {names[row.cell_id]: row for row in found if row.cell_id in names}

    def _comments(self, notebook: str) -> dict[str, Any]:
        """The rows of a notebook's comments, by cell."""
        columns = (Comment.cell_id, Comment.id, Comment.auto_comment, Comment.manual_comment)
        found = self._session.execute(select(*columns).where(Comment.notebook_id == notebook))
        return {row.cell_id: row for row in found}

    def _put_comments(self, new: NotebookScores, old: Mapping[str, Any], journal: RowJournal) -> None:
        rows = ((old.get(self._rows[new.name].commented[name]), text) for name, text in new.comments.items())
        journal.change(Comment, [(row, {"auto_comment": text}) for row, text in rows if row is not None])


@dataclass(frozen=True)
class _NotebookChange:
    """What becomes of a submitted notebook. row: its own, None before the first. grades: the rows of its cells."""

    entry: NotebookEntry
    row: Any
    grades: Mapping[str, Any]


def _is_new(journal: RowJournal) -> bool:
    return any(table == SubmittedAssignment.__tablename__ for table, _ in journal.changes.added)


def _put_scores(change: _NotebookChange, journal: RowJournal, *, known: bool) -> None:
    """Save what changed. known: not of a notebook that is missing, which is worth nothing whoever looks at it."""
    new, changes = change.entry.new, []
    for name, row in change.grades.items():
        if name in new.scores:
            score = new.scores[name]
            # what was given by hand was given to an answer that may have changed since
            flag = known and (row.manual_score is not None or score is None or name in new.flagged)
            changes.append((row, {"auto_score": score, "needs_manual_grade": flag}))
    journal.change(Grade, changes)
