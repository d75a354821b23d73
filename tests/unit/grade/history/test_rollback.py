"""A batch is taken back without taking anything else along."""

from collections import defaultdict

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import text

from asynclab.grade.gradebook.database import TABLES, session_of
from asynclab.grade.gradebook.models import NotebookScores, Scored
from asynclab.grade.gradebook.writer import opened
from asynclab.grade.history.gradings import gradings_of, last_batch
from asynclab.grade.history.rollback import ChangedSince, Rollback

from ..gradebook.test_database import empty as empty
from ..gradebook.test_database import none
from ..gradebook.test_database import url as url

pytestmark = pytest.mark.slow


def save(url, *scores):
    """One batch: a submission of each student with these points for the first cell."""
    with opened(url, "course", "a") as writer:
        for student, points in scores:
            writer.save(Scored(student, None, (NotebookScores("n", {"first": points, "second": 0.0}, {}),)), none)


def rows(url):
    """Every row of nbgrader's."""
    with session_of(url) as session:
        return {name: sorted(session.execute(table.select()).all(), key=repr) for name, table in TABLES.items()}


def take_back(url):
    """Take the last batch back; what was changed since."""
    with session_of(url) as session:
        rollback = Rollback(session, TABLES, last_batch(session, "a"))
        since = tuple(rollback.changed_since())
        rollback.apply()
        session.commit()
    return since


def test_new_students_go_and_those_who_were_there_are_as_they_were(url):
    """And who is in the roster with a name stays in it: somebody has entered it since."""
    save(url, ("ada", 1.0))
    before = rows(url)
    save(url, ("ada", 3.0), ("bob", 2.0), ("cyd", 2.0))
    with Gradebook(url) as gradebook:
        gradebook.update_or_create_student("cyd", first_name="Cyd")
    assert take_back(url) == ()
    after = rows(url)
    assert [row.id for row in after.pop("student")] == ["ada", "cyd"]
    assert after == {name: found for name, found in before.items() if name != "student"}


def test_a_batch_that_changes_nothing_leaves_the_one_before_to_be_taken_back(url):
    """Whoever types the same command twice has lost nothing by it; the history has both."""
    before = rows(url)
    save(url, ("ada", 1.0))
    save(url, ("ada", 1.0))
    save(url, ("ada", 1.0))
    with session_of(url) as session:
        assert [each.kept.changed for each in gradings_of(session, "ada")] == [True, False, False]
    assert take_back(url) == ()
    assert rows(url) == before
    with session_of(url) as session:
        (undone,) = last_batch(session, "a")
    assert undone.batch.undone is not None


def test_a_student_who_handed_in_something_else_stays(url):
    """Of the first batch of all, nothing else stays."""
    before = rows(url)
    save(url, ("ada", 3.0))
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("b")
    with opened(url, "course", "b") as writer:
        writer.save(Scored("ada"), none)
    take_back(url)
    after = defaultdict(list, rows(url))
    assert [row.id for row in after["student"]] == ["ada"]
    assert (after["grade"], after["comment"]) == (before["grade"], before["comment"]) == ([], [])
    assert len(after["submitted_assignment"]) == 1


def test_a_row_that_somebody_removed_or_added_since_is_no_obstacle(url):
    """A student taken out of the gradebook stays out; another program's comment goes with the notebook it is in."""
    save(url, ("ada", 3.0), ("bob", 3.0))
    with Gradebook(url) as gradebook:
        gradebook.remove_student("bob")
        (comment,) = gradebook.db.execute(text("SELECT id FROM comment LIMIT 1")).one()
        gradebook.db.execute(text("DELETE FROM comment WHERE id = :id"), {"id": comment})
        gradebook.db.execute(
            text("INSERT INTO comment (id, notebook_id) SELECT 'later', id FROM submitted_notebook LIMIT 1")
        )
        gradebook.db.commit()
    take_back(url)
    assert [rows(url)[name] for name in ("student", "grade", "comment", "submitted_notebook")] == [[], [], [], []]


def test_another_programs_change_is_found_as_a_persons_is(url):
    """By cell; for the whole submission without a name."""
    save(url, ("ada", 1.0))
    save(url, ("ada", 3.0))
    with Gradebook(url) as gradebook:
        gradebook.find_grade("first", "n", "a", "ada").auto_score = 2.0
        gradebook.db.commit()
    assert take_back(url) == (ChangedSince("ada", "first"),)
    with Gradebook(url) as gradebook:
        assert gradebook.find_grade("first", "n", "a", "ada").auto_score == 1.0
