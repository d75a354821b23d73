"""What is wrong with a gradebook that cannot be used, in words."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError

KEPT = "What is graded so far is saved, and the same command goes on with the others."
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


def known_trouble(problem: SQLAlchemyError) -> str:
    """Return what happened to the gradebook and what to do, or "" where that is not known."""
    told = str(problem)
    return next((says for sign, says in _SAYS.items() if sign in told), "")


def database_trouble(problem: SQLAlchemyError) -> str:
    """Return what happened to the gradebook and what to do; where that is not known, what nbgrader says."""
    return known_trouble(problem) or _UPGRADED
