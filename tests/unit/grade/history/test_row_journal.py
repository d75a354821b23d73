"""What a transaction did to rows is kept so that it can be read again."""

from datetime import datetime, timedelta
from types import SimpleNamespace

from sqlalchemy import Column, Float, MetaData, String, Table, create_engine
from sqlalchemy.orm import Session

from asynclab.grade.history.row_journal import ChangedRow, RowChanges, RowJournal, as_json, from_json

KNOWN = MetaData()
THINGS = Table("thing", KNOWN, Column("id", String, primary_key=True), Column("points", Float), Column("note", String))


def test_only_what_differs_is_written_and_noted():
    """With the values before and after; a new row by its id."""
    engine = create_engine("sqlite://")
    KNOWN.create_all(engine)
    with Session(engine) as session:
        journal = RowJournal(session)
        journal.add(THINGS, [{"id": "a", "points": 1.0}, {"id": "b", "points": 1.0}])
        a, b = session.execute(THINGS.select().order_by(THINGS.c.id)).all()
        journal.change(THINGS, [(a, {"points": 1.0, "note": None}), (b, {"points": 2.0, "note": None})])
        assert session.execute(THINGS.select().order_by(THINGS.c.id)).all() == [("a", 1.0, None), ("b", 2.0, None)]
    engine.dispose()
    assert journal.changes == RowChanges(
        (("thing", "a"), ("thing", "b")), (ChangedRow("thing", "b", {"points": 1.0}, {"points": 2.0}),)
    )


def test_times_are_the_same_when_they_are_read_again():
    """JSON has none."""
    before = {"timestamp": datetime(2026, 1, 2, 3, 4, 5, 6), "extension": timedelta(days=1, microseconds=1)}
    changes = RowChanges((("thing", "a"),), (ChangedRow("thing", "b", before, {"timestamp": None, "extension": None}),))
    assert from_json(as_json(changes)) == changes


def test_a_row_that_has_the_values_already_is_no_statement():
    """A batch in which nothing changed writes nothing of the kind."""
    journal = RowJournal(None)
    journal.change(THINGS, [(SimpleNamespace(id="a", points=1.0), {"points": 1.0})])
    journal.add(THINGS, [])
    assert journal.changes == RowChanges()
