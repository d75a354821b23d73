"""What is wrong with a gradebook is said as it is."""

import pytest
from sqlalchemy.exc import OperationalError

from asynclab.grade.gradebook.database import batch_trouble, database_trouble


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("database is locked", "locked for a minute"),
        ("database or disk is full", "Make room"),
        ("attempt to write a readonly database", "may not be written to"),
        ("file is not a database", "not a database"),
        ('connection to server at "db" failed: Connection refused', "does not answer"),
    ],
)
def test_a_cause_that_is_known_is_named_with_what_to_do(told, says):
    """Without nbgrader's advice to upgrade; where a batch was stopped, with the word that what is graded is kept."""
    problem = OperationalError("UPDATE grade", {}, Exception(told))
    assert says in database_trouble(problem)
    said = batch_trouble(problem)
    assert says in said
    assert "upgrade" not in said
    assert "is saved" in said


def test_another_cause_is_told_in_nbgraders_words():
    """A table that is missing is what an upgrade of nbgrader leaves."""
    assert "nbgrader db upgrade" in batch_trouble(OperationalError("", {}, Exception("no such column: grade.x")))
