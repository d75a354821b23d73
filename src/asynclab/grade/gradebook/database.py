"""The gradebook: nbgrader's own database. The one module that opens it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nbgrader.api import (
    Assignment,
    Base,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
    new_uuid,
)
from sqlalchemy import make_url, text
from sqlalchemy.exc import SQLAlchemyError as DatabaseError

from asynclab.grade.errors import BrokenGradebook, NoAssignment, NoGradebook
from asynclab.grade.gradebook.models import ClassGrades, StudentGrade
from asynclab.grade.gradebook.rows import class_grades_of

__all__ = [
    "TABLES",
    "Assignment",
    "Comment",
    "DatabaseError",
    "Grade",
    "Student",
    "SubmittedAssignment",
    "SubmittedNotebook",
    "assignment_of",
    "batch_trouble",
    "class_grades",
    "database_trouble",
    "grades",
    "known_trouble",
    "new_uuid",
    "session_of",
    "without_password",
]

TABLES = Base.metadata.tables  # nbgrader's, by name
_PATIENCE = 60  # real seconds for another program, such as formgrader, to let go of an SQLite file
_KEPT = "What is graded so far is saved, and the same command goes on with the others."
_SAYS = {
    "database is locked": "Another program has held the gradebook locked for a minute. Close it, and run this again.",
    "disk is full": "The disk with the gradebook is full. Make room, and run this again.",
    "readonly database": "The gradebook may not be written to. Give yourself the right to, and run this again.",
    "disk I/O error": "The disk with the gradebook cannot be read or written. See to the disk before anything else.",
    "not a database": "The gradebook's file is not a database. Put back a copy of it, and run this again.",
    "could not connect": "The database server does not answer. Start it, or look at c.CourseDirectory.db_url.",
    "Connection refused": "The database server does not answer. Start it, or look at c.CourseDirectory.db_url.",
}
_UPGRADED = (
    "There was an error accessing the nbgrader database. This may occur if you recently upgraded nbgrader. To resolve "
    "the issue, first BACK UP your database and then run the command `nbgrader db upgrade`."
)


def grades(db_url: str, assignment: str) -> tuple[StudentGrade, ...]:
    """Return everybody's grades for an assignment, by student. Raises NoGradebook, NoAssignment."""
    return class_grades(db_url, assignment).students


def class_grades(db_url: str, assignment: str) -> ClassGrades:
    """Return an assignment and everybody's grades for it. Raises NoGradebook, NoAssignment, BrokenGradebook."""
    _must_exist(db_url)
    with _told_in_words(), Gradebook(db_url) as gradebook:
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            raise NoAssignment(assignment, without_password(db_url)) from None
        return class_grades_of(found)


def without_password(db_url: str) -> str:
    """Return a database's URL as it may be shown."""
    return make_url(db_url).render_as_string(hide_password=True)


@contextmanager
def assignment_of(db_url: str, course: str, assignment: str) -> Iterator[tuple[Any, Any]]:
    """Hold the gradebook open for as long as the block lasts: a session, and the row of an assignment. Raises
    NoAssignment, DatabaseError.
    """
    with _patient(Gradebook(db_url, course)) as gradebook:
        try:
            found = gradebook.find_assignment(assignment)
        except MissingEntry:
            raise NoAssignment(assignment, without_password(db_url)) from None
        yield gradebook.db, found


@contextmanager
def session_of(db_url: str) -> Iterator[Any]:
    """Give a session of the gradebook's, for those who read or take back what a batch did. What is not committed when
    the block ends is not done. Raises NoGradebook, BrokenGradebook.
    """
    _must_exist(db_url)
    with _told_in_words(), _patient(Gradebook(db_url)) as gradebook:
        try:
            yield gradebook.db
        finally:
            gradebook.db.rollback()


@contextmanager
def _told_in_words() -> Iterator[None]:
    """Raise BrokenGradebook for what a database says when it cannot be used."""
    try:
        yield
    except DatabaseError as problem:
        raise BrokenGradebook(database_trouble(problem)) from problem


def _must_exist(db_url: str) -> None:
    """Raise NoGradebook for a file that is not there: nbgrader would make an empty gradebook, with a command."""
    url = make_url(db_url)
    if url.get_backend_name() == "sqlite" and url.database and not Path(url.database).exists():
        raise NoGradebook(url.database)


def _patient(gradebook: Gradebook) -> Gradebook:
    if gradebook.engine.name == "sqlite":
        gradebook.db.execute(text(f"PRAGMA busy_timeout = {_PATIENCE * 1000}"))
    return gradebook


def known_trouble(problem: DatabaseError) -> str:
    """Return what happened to the gradebook and what to do, or "" where that is not known."""
    told = str(problem)
    return next((says for sign, says in _SAYS.items() if sign in told), "")


def database_trouble(problem: DatabaseError) -> str:
    """Return what happened to the gradebook and what to do; where that is not known, what nbgrader says."""
    return known_trouble(problem) or _UPGRADED


def batch_trouble(problem: DatabaseError) -> str:
    """Return the same for a batch that it has stopped, with what has become of that."""
    known = known_trouble(problem)
    return f"{known} {_KEPT}" if known else database_trouble(problem)
