"""The gradebook is written a submission at a time, whole or not at all."""

import os
import shutil
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from sqlalchemy import text

from asynclab.grade.errors import BrokenGradebook, NoAssignment
from asynclab.grade.gradebook.database import DatabaseError, grades, session_of
from asynclab.grade.gradebook.models import AutoGrade, NotebookScores, Scored
from asynclab.grade.gradebook.writer import opened
from asynclab.grade.history import row_journal

pytestmark = pytest.mark.slow  # nbgrader starts a process to make a database


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A database with an assignment `a` that has a notebook `n`: two graded cells, a solution and a task."""
    path = tmp_path_factory.mktemp("gradebook") / "empty.db"
    before = os.environ["PATH"]
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{before}"
    with Gradebook(f"sqlite:///{path}", "course") as gradebook:
        gradebook.add_assignment("a", duedate="2026-01-01 00:00:00 UTC")
        gradebook.add_notebook("n", "a", kernelspec='{"name": "python3"}')
        for name, points in (("first", 3), ("second", 2)):
            gradebook.add_grade_cell(name, "n", "a", max_score=points, cell_type="code")
            gradebook.add_source_cell(name, "n", "a", cell_type="code", source=f"# {name}", locked=True, checksum="1")
        gradebook.add_solution_cell("answer", "n", "a")
        gradebook.add_task_cell("task", "n", "a", max_score=1, cell_type="markdown")
    os.environ["PATH"] = before
    return path


@pytest.fixture
def url(empty, tmp_path):
    """A copy of it."""
    return f"sqlite:///{shutil.copy(empty, tmp_path / 'gradebook.db')}"


def scored(student="ada", when=None, comment=None, **scores):
    """A submission with these scores."""
    return Scored(student, when, (NotebookScores("n", scores, {"answer": comment, "task": None}),))


def none(student, points, seconds):
    """No penalty."""


def save(url, *submissions, penalty=none):
    """Save them; the points that saving told."""
    with opened(url, "course", "a") as writer:
        return [writer.save(each, penalty).points for each in submissions]


def test_two_forms_of_one_name_are_one_student(url):
    """Disks compose letters and their marks, or take them apart; the gradebook's form is the one that counts."""
    save(url, scored("Zo\u00eb"))
    with opened(url, "course", "a") as writer:
        assert [writer.spelt(name) for name in ("Zo\u00eb", "Zoe\u0308", "Zoe")] == ["Zo\u00eb", "Zo\u00eb", ""]


def cells(url, student="ada"):
    """Points and flag of each cell, by name."""
    (grade,) = (each for each in grades(url, "a") if each.student == student)
    return {cell.name: (cell.points, cell.by_hand) for cell in grade.cells}


def test_a_new_student_gets_rows_for_every_cell(url):
    """What grading says nothing of waits for a person, as nbgrader has it."""
    assert save(url, scored(first=3.0, second=None)) == [3.0]
    assert cells(url) == {"first": (3.0, False), "second": (None, True), "task": (None, True)}


def test_saving_again_changes_what_changed(url):
    """New scores, a new time, a comment that is not true any more."""
    save(url, scored(when=datetime(2025, 12, 1), comment="No response.", first=0.0, second=0.0))
    save(url, scored(when=datetime(2025, 12, 2), first=3.0, second=0.0))
    assert cells(url)["first"] == (3.0, False)
    with Gradebook(url) as gradebook:
        assert gradebook.find_comment("answer", "n", "a", "ada").comment is None
        assert gradebook.find_submission("a", "ada").timestamp == datetime(2025, 12, 2)


def test_a_timestamp_that_does_not_tell_takes_the_old_date_away_and_none_leaves_it(url):
    """The note says that there is no penalty, and there is none: the old date is another submission's."""
    late = datetime(2026, 1, 2)
    asked = lambda student, points, seconds: 1.0  # noqa: E731
    assert save(url, scored(when=late, first=3.0), penalty=asked) == [2.0]
    assert save(url, scored(first=3.0), penalty=asked) == [2.0]
    assert save(url, replace(scored(first=3.0), undated=True), penalty=asked) == [3.0]
    with Gradebook(url) as gradebook:
        assert gradebook.find_submission("a", "ada").timestamp is None


def test_what_is_flagged_keeps_its_points_and_waits_for_a_person(url):
    """Until it is saved without the flag."""
    notebook = NotebookScores("n", {"first": 3.0, "second": 2.0}, {}, frozenset({"second"}))
    assert save(url, Scored("ada", None, (notebook,))) == [5.0]
    assert cells(url) == {"first": (3.0, False), "second": (2.0, True), "task": (None, True)}
    save(url, scored(first=3.0, second=2.0))
    assert cells(url)["second"] == (2.0, False)


def test_points_given_by_hand_stay_and_are_counted(url):
    """With extra credit, and flagged."""
    save(url, scored(first=0.0, second=2.0))
    with Gradebook(url) as gradebook:
        by_hand = gradebook.find_grade("first", "n", "a", "ada")
        by_hand.manual_score, by_hand.extra_credit, by_hand.needs_manual_grade = 1.0, 0.5, False
        gradebook.db.commit()
    assert save(url, scored(first=3.0, second=2.0)) == [3.5]
    assert cells(url)["first"] == (1.5, True)
    with opened(url, "course", "a") as writer:
        (ada,) = writer.preview(scored("ada", first=2.0, second=0.0), none)
        assert ada.before["first"] == AutoGrade(3.0, 1.0, 0.5)
        assert ada.total == 1.5
        (bob,) = writer.preview(scored("bob", first=2.0, second=0.5), none)
        assert (bob.before, bob.total) == ({}, 2.5)
        assert not writer.spelt("bob")


def test_points_by_hand_for_a_task_wait_for_a_person_again(url):
    """As those for a written answer: they were given to what was handed in before."""
    both = Scored("ada", None, (NotebookScores("n", {"first": 3.0, "task": None}, {}),))
    save(url, both)
    with Gradebook(url) as gradebook:
        by_hand = gradebook.find_grade("task", "n", "a", "ada")
        by_hand.manual_score, by_hand.needs_manual_grade = 1.0, False
        gradebook.db.commit()
    assert save(url, both) == [4.0]
    assert cells(url)["task"] == (1.0, True)


@pytest.mark.parametrize("table", ["grade", "comment", "submitted_notebook"])
def test_rows_that_somebody_has_deleted_are_made_anew(url, table):
    """What grading finds has a place again, and none is lost without a word."""
    save(url, scored(first=3.0, second=2.0))
    with Gradebook(url) as gradebook:
        for each in ("grade", "comment", table):  # what belongs to a notebook goes first
            gradebook.db.execute(text(f"DELETE FROM {each}"))
        gradebook.db.commit()
    with opened(url, "course", "a") as writer:
        assert [entry.total for entry in writer.preview(scored(first=3.0, second=1.0), none)] == [4.0]
    assert save(url, scored(comment="No response.", first=3.0, second=1.0)) == [4.0]
    assert cells(url) == {"first": (3.0, False), "second": (1.0, False), "task": (None, True)}
    with Gradebook(url) as gradebook:
        assert gradebook.find_comment("answer", "n", "a", "ada").comment == "No response."


def test_the_penalty_is_asked_for_whoever_is_late(url):
    """With the points and the seconds; an extension moves the date, and what is not late any more costs nothing."""
    asked = []

    def half(student, points, seconds):
        asked.append((student, points, seconds))
        return points / 2

    late = datetime(2026, 1, 2)
    early = datetime(2025, 12, 31)
    assert save(url, scored("ada", late, first=3.0), scored("bob", early, first=3.0), penalty=half) == [1.5, 3.0]
    assert asked == [("ada", 3.0, 86400.0)]
    with Gradebook(url) as gradebook:
        gradebook.grant_extension("a", "ada", days=2)
    assert save(url, scored("ada", late, first=3.0), penalty=half) == [3.0]
    assert {each.student: each.penalty for each in grades(url, "a")} == {"ada": 0.0, "bob": 0.0}


def test_a_missing_notebook_earns_zero_and_nobody_has_to_look(url):
    """As nbgrader has it."""
    with opened(url, "course", "a") as writer:
        writer.save(Scored("ada", missing=("n",)), none)
    assert cells(url) == {"first": (0.0, False), "second": (0.0, False), "task": (0.0, False)}


def test_what_fails_leaves_nothing_behind_and_the_next_one_is_saved(url):
    """One transaction a submission."""

    def fails(student, points, seconds):
        raise ZeroDivisionError

    with opened(url, "course", "a") as writer:
        with pytest.raises(ZeroDivisionError):
            writer.save(scored("ada", datetime(2026, 1, 2), first=3.0), fails)
        assert not writer.spelt("ada")
        writer.save(scored("bob", first=3.0), none)
        assert writer.spelt("bob")
    assert [each.student for each in grades(url, "a")] == ["bob"]


def test_two_batches_that_meet_the_same_new_student_both_save(url, monkeypatch):
    """Each looks first whether there is a row, and both find none."""
    insert, others = row_journal.insert, [scored("ada", first=3.0)]

    def insert_late(table):
        while others:
            save(url, others.pop())
        return insert(table)

    monkeypatch.setattr(row_journal, "insert", insert_late)
    assert save(url, scored("ada", first=1.0)) == [1.0]
    assert cells(url)["first"] == (1.0, False)


def test_a_student_is_known_once_there_are_grades(url):
    """Being in the roster is not enough: a batch has to grade them."""
    with Gradebook(url, "course") as gradebook:
        gradebook.update_or_create_student("ada")
    with opened(url, "course", "a") as writer:
        assert not writer.knows("ada")
        writer.save(scored("ada", first=3.0), none)
        assert writer.knows("ada")


def test_between_submissions_the_database_is_free_for_others(url):
    """Formgrader may write while a batch is under way."""
    with opened(url, "course", "a") as writer:
        writer.save(scored("ada", first=3.0), none)
        with Gradebook(url, "course") as other:
            other.update_or_create_student("ada", first_name="Ada")
        writer.save(scored("bob", first=3.0), none)


def test_the_masters_are_what_the_instructor_wrote(url):
    """Cells with their texts and points."""
    with opened(url, "course", "a") as writer:
        (master,) = writer.masters
    assert (master.name, master.kernelspec) == ("n", {"name": "python3"})
    assert master.points == {"first": 3.0, "second": 2.0, "task": 1.0}
    assert [(cell.name, cell.source, cell.locked) for cell in master.cells] == [
        ("first", "# first", True),
        ("second", "# second", True),
    ]


def test_an_unknown_assignment_and_a_broken_database_are_told(url, tmp_path):
    """By name, or as an error of the database's."""
    with pytest.raises(NoAssignment, match="nbgrader generate_assignment b"), opened(url, "course", "b"):
        pass
    (tmp_path / "broken.db").write_text("this is no database")
    with pytest.raises(DatabaseError), opened(f"sqlite:///{tmp_path / 'broken.db'}", "course", "a"):
        pass


def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path):
    """To whoever reads it, and to whoever takes a batch back."""
    path = tmp_path / "gradebook.db"
    path.write_text("This was a letter.\n" * 100)
    with pytest.raises(BrokenGradebook, match="is not a database"):
        grades(f"sqlite:///{path}", "a")
    with pytest.raises(BrokenGradebook, match="is not a database"), session_of(f"sqlite:///{path}"):
        pass
