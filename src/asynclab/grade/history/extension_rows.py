"""Which extensions in the gradebook are of the course's file, and what it said: the others are a person's."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from asynclab.grade.history import tables
from asynclab.grade.history.row_journal import RowJournal
from asynclab.grade.history.tables import EXTENSIONS


class ExtensionRows:
    """The rows of one assignment, read and written in a session's transactions."""

    def __init__(self, session: Any, assignment: str) -> None:
        self._session = session
        self._assignment = assignment
        self._there = False

    def length(self, student: str) -> timedelta | None:
        """Return what the file had granted a student when it was last put into the gradebook."""
        self._there = self._there or tables.are_there(self._session)
        row = self._row(student) if self._there else None
        return None if row is None or row.seconds is None else timedelta(seconds=row.seconds)

    def put(self, student: str, length: timedelta | None, journal: RowJournal) -> None:
        """Note what the file grants now; None where the gradebook has nothing of it."""
        row, seconds = self._row(student), None if length is None else length.total_seconds()
        if row is not None:
            journal.change(EXTENSIONS, [(row, {"seconds": seconds})])
        elif seconds is not None:
            id = tables.new_id()
            journal.add(
                EXTENSIONS, [{"id": id, "assignment": self._assignment, "student": student, "seconds": seconds}]
            )

    def _row(self, student: str) -> Any:
        mine = select(EXTENSIONS).where(EXTENSIONS.c.assignment == self._assignment, EXTENSIONS.c.student == student)
        return self._session.execute(mine).one_or_none()
