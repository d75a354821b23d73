"""What is handed in again is graded again, whatever its timestamp says; what is the same is left alone."""

import json
import shutil
from datetime import datetime

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException

from asynclab.grade.batch import cache_key
from asynclab.grade.batch.runner import BatchRunner
from asynclab.grade.gradebook.database import grades
from asynclab.grade.gradebook.results import database, results

from .course import CHAPTER, Course, chapter, make_course
from .grading import RIGHT, WRONG, answered, counting, grade, points
from .test_batch import HalfOff

pytestmark = pytest.mark.slow

NOTEBOOK = f"{CHAPTER}.ipynb"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A generated course, to be copied."""
    return make_course(tmp_path_factory.mktemp("again") / "template")


@pytest.fixture
def course(template, tmp_path):
    """A course with a chapter of two tasks, for one test."""
    return Course(shutil.copytree(template.root, tmp_path / "course"))


def graded_file(course):
    """The graded notebook of ada."""
    return course.root / "autograded" / "ada" / CHAPTER / NOTEBOOK


def written(path):
    """What tells whether a file was written anew."""
    status = path.stat()
    return status.st_ino, status.st_mtime_ns


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", ""),
        ("2026-01-02 10:00:00 UTC", "2026-01-02 10:00:00 UTC"),
        ("2026-01-02 10:00:00 UTC", "2026-01-01 10:00:00 UTC"),
        ("2026-01-02 10:00:00 UTC", ""),
        ("", "2026-01-01 10:00:00 UTC"),
    ],
    ids=["none", "the same", "older", "gone", "new"],
)
def test_another_file_is_graded_whatever_the_timestamps_say(course, before, after):
    """A file that somebody put there by hand has no timestamp, or an old one."""
    folder = course.submit("ada", answered(course, WRONG))
    for text, answers, expected in ((before, WRONG, (0.0, 2.0)), (after, RIGHT, (3.0, 2.0))):
        (folder / "timestamp.txt").unlink(missing_ok=True)
        if text:
            (folder / "timestamp.txt").write_text(text)
        course.submit("ada", answered(course, answers))
        grade(course)
        assert points(course) == {"ada": expected}
    with Gradebook(database(course.root)) as gradebook:
        known = datetime.fromisoformat((after or before).removesuffix(" UTC")) if after or before else None
        assert gradebook.find_submission(CHAPTER, "ada").timestamp == known


def test_the_same_file_is_left_alone(course):
    """Neither executed nor written; a file of a later date with the same content is the same."""
    course.submit("ada", answered(course, RIGHT))
    grade(course)
    before = written(graded_file(course))
    course.submit("ada", answered(course, RIGHT))
    executes = counting()
    grade(course, executes)
    assert executes.count == 0
    assert written(graded_file(course)) == before


def test_a_file_beside_the_notebook_is_part_of_what_is_handed_in(course):
    """The answer reads it."""
    reads = RIGHT | {"one": "def one():\n    return int(open('number.txt').read())"}
    folder = course.submit("ada", answered(course, reads))
    (folder / "number.txt").write_text("7")
    grade(course)
    assert points(course) == {"ada": (0.0, 2.0)}
    (folder / "number.txt").write_text("1")
    grade(course)
    assert points(course) == {"ada": (3.0, 2.0)}


def test_what_comes_to_the_same_is_not_executed_and_then_left_alone(course):
    """A notebook that another program has saved, in its own way of writing JSON."""
    course.submit("ada", answered(course, RIGHT))
    grade(course)
    course.submit("ada", json.dumps(answered(course, RIGHT), indent=4))
    executes = counting()
    before = written(graded_file(course))
    grade(course, executes)
    noted = written(graded_file(course))
    assert noted != before
    assert oct(graded_file(course).stat().st_mode & 0o777) == "0o444"
    assert [path.name for path in graded_file(course).parent.iterdir()] == [NOTEBOOK]
    grade(course, executes)
    assert executes.count == 0
    assert written(graded_file(course)) == noted
    assert points(course) == {"ada": (3.0, 2.0)}


def test_what_another_engine_graded_is_left_to_its_timestamps(course):
    """Nobody knows what it was made of: a class that nbgrader graded is not graded again unasked."""
    course.submit("ada", answered(course, WRONG))
    grade(course)
    notebook = course.autograded("ada")
    del notebook.metadata["asynclab"]
    graded_file(course).unlink()
    nbformat.write(notebook, graded_file(course))
    course.submit("ada", answered(course, RIGHT))
    grade(course)
    assert points(course) == {"ada": (0.0, 2.0)}
    grade(course, Autograde={"force": True})
    assert points(course) == {"ada": (3.0, 2.0)}


def test_a_gradebook_that_was_made_anew_gets_the_grades_that_lie_in_autograded(template, course):
    """They are not executed again: only the rows are missing."""
    course.submit("ada", answered(course, RIGHT))
    grade(course)
    shutil.copy(template.root / "gradebook.db", course.root / "gradebook.db")
    executes = counting()
    grade(course, executes)
    assert points(course) == {"ada": (3.0, 2.0)}
    assert executes.count == 0


def test_another_package_beside_the_engine_is_a_reason_to_execute_again(course, monkeypatch):
    """A module that was missing when it was graded, and is installed now."""
    course.submit("ada", answered(course, RIGHT))
    grade(course)
    monkeypatch.setattr(cache_key, "installed_digest", lambda: "another")
    executes = counting()
    grade(course, executes, Autograde={"force": True})
    assert executes.count == 1


def test_a_file_that_cannot_be_read_can_be_graded_by_hand_until_a_good_one_comes(course):
    """There lies the release with the reason on top, and the file beside it; the next batch leaves them alone."""
    course.submit("ada", answered(course, RIGHT))
    grade(course)
    course.submit("ada", '{"cells": [')
    with pytest.raises(NbGraderException):
        grade(course)
    assert points(course) == {"ada": (None, None)}
    place = graded_file(course).parent
    assert sorted(path.name for path in place.iterdir()) == [NOTEBOOK, f"{NOTEBOOK}.handed-in.txt"]
    assert (place / f"{NOTEBOOK}.handed-in.txt").read_text() == '{"cells": ['
    top, _, *cells = course.autograded("ada").cells
    assert "could not be read as a notebook" in top.source
    assert [cell.id for cell in cells] == [cell.id for cell in course.released().cells]
    before = written(graded_file(course))
    grade(course)
    assert written(graded_file(course)) == before
    (result,) = results(course.root, CHAPTER)
    assert "could not be read as a notebook" in result.problem
    assert result.readings == ()
    with Gradebook(database(course.root)) as gradebook:
        assert {each.needs_manual_grade for each in gradebook.find_submission(CHAPTER, "ada").notebooks} == {True}
    course.submit("ada", answered(course, RIGHT))
    grade(course)
    assert points(course) == {"ada": (3.0, 2.0)}
    assert [path.name for path in place.iterdir()] == [NOTEBOOK]


def test_what_broke_the_engine_is_tried_again_by_the_next_batch(course, monkeypatch):
    """A person can look at it until then."""
    course.submit("ada", answered(course, RIGHT))
    monkeypatch.setattr(BatchRunner, "_graded", None)
    with pytest.raises(NbGraderException):
        grade(course)
    assert "could not be graded" in course.autograded("ada").cells[0].source
    assert points(course) == {"ada": (None, None)}
    monkeypatch.undo()
    grade(course)
    assert points(course) == {"ada": (3.0, 2.0)}


@pytest.mark.parametrize("text", ["17:30", "2026-01-03 00:00:00 PDT", "lunch", ""])
def test_a_time_that_nobody_knows_costs_no_points_and_a_person_reads_of_it(course, text):
    """The submission is graded; its note says what to do."""
    with Gradebook(database(course.root)) as gradebook:
        gradebook.update_or_create_assignment(CHAPTER, duedate="2020-01-01 00:00:00 UTC")
    folder = course.submit("ada", answered(course, RIGHT))
    (folder / "timestamp.txt").write_text(text)
    grade(course, AssignLatePenalties={"plugin_class": HalfOff})
    assert points(course) == {"ada": (3.0, 2.0)}
    (result,) = results(course.root, CHAPTER)
    assert result.grade.points == 5.0
    assert "When it was handed in is not known" in result.notes[0]


def test_of_two_notebooks_the_one_that_changed_is_executed(tmp_path):
    """The other stays as it was graded; one that was missing is graded when it comes."""
    course = make_course(tmp_path / "course", notebooks={"a": chapter(), "b": chapter()})
    course.submit("ada", answered(course, WRONG, "a"), "a")
    executes = counting()
    grade(course, executes)
    course.submit("ada", answered(course, WRONG, "b"), "b")
    grade(course, executes)
    assert executes.count == 2
    course.submit("ada", answered(course, RIGHT, "b"), "b")
    grade(course, executes)
    assert executes.count == 3
    (ada,) = grades(database(course.root), CHAPTER)
    assert sorted(cell.points for cell in ada.cells) == [0.0, 2.0, 2.0, 3.0]
    graded = course.root / "autograded" / "ada" / CHAPTER
    assert sorted(path.name for path in graded.iterdir()) == ["a.ipynb", "b.ipynb"]
    assert {oct(path.stat().st_mode & 0o777) for path in graded.iterdir()} == {"0o444"}
    grade(course, executes)
    assert executes.count == 3


def test_a_dry_run_tells_the_points_that_the_batch_then_gives(course, capsys):
    """With those given by hand, and less the penalty; the penalty is told as a change."""
    for student, answers in (("ada", WRONG), ("bob", RIGHT), ("cyd", RIGHT)):
        folder = course.submit(student, answered(course, answers))
        (folder / "timestamp.txt").write_text("2026-01-03 00:00:00 UTC")
    grade(course)
    with Gradebook(database(course.root), "asynclab") as gradebook:
        by_hand = gradebook.find_grade("one-check", CHAPTER, CHAPTER, "ada")
        by_hand.manual_score, by_hand.extra_credit = 2.5, 0.25
        gradebook.update_or_create_assignment(CHAPTER, duedate="2026-01-01 00:00:00 UTC")
        gradebook.grant_extension(CHAPTER, "cyd", days=1)
    course.submit("dan", answered(course, RIGHT))
    late = {"AssignLatePenalties": {"plugin_class": HalfOff}}
    told = {}
    for dry in (True, False):
        capsys.readouterr()
        grade(course, Autograde={"dry_run": dry, "force": True, "progress": "json"}, **late)
        lines = capsys.readouterr().out.splitlines()
        said = [json.loads(line) for line in lines if line.startswith("{")]
        told[dry] = {each["student"]: each["points"] for each in said}
        if dry:
            assert [" ".join(line.split()) for line in lines if not line.startswith("{")] == [
                "ada 01-mini/(late penalty) 0 -> 1",
                "bob 01-mini/(late penalty) 0 -> 5",
                "cyd 01-mini/(late penalty) 0 -> 0.5",
                "dan 01-mini/one-check none -> 3",
                "dan 01-mini/two-check none -> 2",
                "Lower than they are:",
                "ada: 4.75 -> 3.75 points",
                "bob: 5 -> 0 points",
                "cyd: 5 -> 4.5 points",
            ]
    assert told[True] == told[False] == {"ada": 3.75, "bob": 0.0, "cyd": 4.5, "dan": 5.0}
