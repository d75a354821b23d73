"""The tables of ours in nbgrader's database. Their names begin with `asynclab_`; times in them are UTC."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from sqlalchemy import JSON, Column, DateTime, Float, Integer, MetaData, String, Table, Text, inspect
from sqlalchemy.exc import DBAPIError

_OURS = MetaData()

BATCHES = Table(
    "asynclab_batch",
    _OURS,
    Column("number", Integer, primary_key=True),  # a later batch has a higher one
    Column("assignment", String(128), nullable=False, index=True),
    Column("began", DateTime, nullable=False),
    Column("engine", Text, nullable=False),
    Column("tests", JSON, nullable=False),  # {"notebook/cell": a digest of its text and points}
    Column("undone", DateTime),
)
GRADINGS = Table(
    "asynclab_grading",
    _OURS,
    Column("number", Integer, primary_key=True),
    Column("batch", Integer, nullable=False, index=True),
    Column("student", String(128), nullable=False, index=True),
    Column("graded", DateTime, nullable=False),
    Column("points_before", Float),
    Column("points", Float, nullable=False),
    Column("handed_in", JSON, nullable=False),  # {"notebook": a digest of what was graded}
    Column("cells", JSON, nullable=False),  # {"notebook/cell": [outcome, points]}
    Column("rows", JSON, nullable=False),  # see `row_journal`
    Column("by_hand", JSON, nullable=False),  # {row: what a person had given}, see `given_by_hand`
    Column("folder", String(16), nullable=False),  # what became of the folder in autograded/
)
EXTENSIONS = Table(
    "asynclab_extension",
    _OURS,
    Column("id", String(32), primary_key=True),
    Column("assignment", String(128), nullable=False),
    Column("student", String(128), nullable=False, index=True),
    Column("seconds", Float),  # beyond the due date, as the course's file said; none: the gradebook's is not of it
)


def new_id() -> str:
    """Return an id that no other row has."""
    return uuid4().hex


def are_there(session: Any) -> bool:
    """Check whether a database has the tables. One that this engine has not graded into has none."""
    return bool(inspect(session.connection()).has_table(GRADINGS.name))


def make(session: Any) -> None:
    """Make the tables where they are not there, in a transaction of their own. Raises DatabaseError."""
    try:
        _OURS.create_all(session.connection())
        session.commit()
    except DBAPIError:  # another batch makes them at this moment
        session.rollback()
        if not are_there(session):
            raise
    finally:
        session.rollback()
