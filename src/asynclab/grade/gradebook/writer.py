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

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from asynclab.grade.extensions.lateness import LatePolicy, SettledExtension, late_penalty, settled
from asynclab.grade.gradebook.database import (
    Assignment,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    assignment_of,
)
from asynclab.grade.gradebook.models import (
    AutoGrade,
    NotebookEntry,
    NotebookScores,
    SavedPoints,
    Scored,
    points_of,
)
from asynclab.grade.gradebook.rows import master_of, notebook_rows, records
from asynclab.grade.gradebook.scores import total
from asynclab.grade.gradebook.submission_rows import SubmissionRows
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
        self._name: str = assignment.name
        self._due: datetime | None = assignment.duedate
        self._cells = {notebook.name: notebook_rows(notebook) for notebook in assignment.notebooks}
        self._rows = SubmissionRows(session, assignment.id, self._cells)
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
            row = self._rows.submission(student)
            return row is not None and self._settled(student, row).length == row.extension

    def preview(self, scored: Scored, policy: LatePolicy) -> tuple[NotebookEntry, ...]:
        """Return what saving a submission would put into the gradebook, which is only read."""
        with self._transaction():
            submission = self._rows.submission(scored.student)
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
            submission = self._rows.registered(scored, journal)
            extension = self._extended(scored.student, submission, journal)
            changes = self._changes(scored, submission, extension.length, policy)
            by_hand: dict[str, Any] = {}
            for each in changes:
                comments = self._rows.comments(each.row.id)
                self._rows.put_scores(
                    each.entry.new, each.grades, journal, known=each.entry.new.name not in scored.missing
                )
                self._rows.put_comments(each.entry.new, comments, journal)
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
        notebooks = self._rows.notebooks(submission.id) if submission else {}
        zeros = (NotebookScores(name, dict.fromkeys(self._cells[name].graded, 0.0), {}) for name in scored.missing)
        changes = []
        for new in (*scored.notebooks, *zeros):
            row = notebooks.get(new.name)
            found = self._rows.grades(new.name, row.id) if row else {}
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
        registered = dict.fromkeys(self._cells[new.name].graded, AutoGrade(None, None))
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


@dataclass(frozen=True)
class _NotebookChange:
    """What becomes of a submitted notebook. row: its own, None before the first. grades: the rows of its cells."""

    entry: NotebookEntry
    row: Any
    grades: Mapping[str, Any]


def _is_new(journal: RowJournal) -> bool:
    return any(table == SubmittedAssignment.__tablename__ for table, _ in journal.changes.added)
