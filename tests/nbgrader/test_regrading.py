"""Grading again: who is concerned and why, what is kept of each grading, and the gradebook as it was before."""

import json
import shutil
import sqlite3
from contextlib import closing, nullcontext

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException
from typer.testing import CliRunner

from asynclab.cli import app
from asynclab.grade.gradebook.results import database
from asynclab.grade.nbgrader_app import autograde
from asynclab.grade.regrade.lowering import Lowered

from .course import CHAPTER, Course, make_course
from .grading import RIGHT, WRONG, answered, grade, points

pytestmark = pytest.mark.slow

OURS = "asynclab_"


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A generated course, to be copied."""
    return make_course(tmp_path_factory.mktemp("regrading") / "template")


@pytest.fixture
def course(template, tmp_path):
    """A course with a chapter of two tasks, for one test."""
    return Course(shutil.copytree(template.root, tmp_path / "course"))


def rows(course):
    """Every row of every table of nbgrader's, by table."""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as connection:
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        return {
            name: sorted(connection.execute(f"select * from {name}").fetchall(), key=repr)
            for name in names
            if not name.startswith(OURS)
        }


def files(course):
    """Everything in autograded/, with its permissions, but what is kept of the last batch."""
    folder = course.root / "autograded"
    return {
        str(path.relative_to(folder)): (path.read_bytes(), path.stat().st_mode)
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def change_test(course, old, new):
    """A graded cell's text, changed in source/ and registered anew as `nbgrader generate_assignment` registers it."""
    path = course.root / "source" / CHAPTER / f"{CHAPTER}.ipynb"
    path.write_text(path.read_text().replace(json.dumps(old)[1:-1], json.dumps(new)[1:-1]))
    course.nbgrader("generate_assignment", CHAPTER)


def asynclab(*arguments, code=0):
    """A verb of ours, in this process; its lines."""
    done = CliRunner().invoke(app, arguments)
    assert done.exit_code == code, done.output
    return done.output.splitlines()


def test_the_whole_way(course, capsys, caplog):
    """Graded, a test changed, graded again, looked up, and taken back: rows, files, and the history of it."""
    for student, answers in {"ada": RIGHT, "bob": WRONG, "cyd": RIGHT | {"two": "def two():\n    return 5"}}.items():
        course.submit(student, answered(course, answers))
    grade(course)
    change_test(course, "returned(2)", "returned(5)")
    course.submit("new", answered(course, RIGHT))
    before = rows(course), files(course)
    capsys.readouterr()
    grade(course, Autograde={"force": True, "dry_run": True})
    assert [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()] == [
        "ada 01-mini/two-check passed 2 -> failed 0 (its test changed)",
        "bob 01-mini/two-check passed 2 -> failed 0 (its test changed)",
        "cyd 01-mini/two-check failed 0 -> passed 2 (its test changed)",
        "new 01-mini/one-check none -> 3",
        "new 01-mini/two-check none -> 0",
        "Lower than they are:",
        "ada: 5 -> 3 points",
        "bob: 2 -> 0 points",
    ]
    assert (rows(course), files(course)) == before
    grade(course, Autograde={"force": True})
    assert "2 grades are lower now: ada (5 -> 3), bob (2 -> 0)" in caplog.text
    after = {"ada": (3.0, 0.0), "bob": (0.0, 0.0), "cyd": (3.0, 2.0), "new": (3.0, 0.0)}
    assert points(course) == after
    first, _, second, _, *why = asynclab("history", "cyd", "--root", str(course.root))
    assert first.endswith("01-mini  3 points  (graded for the first time)")
    assert second.endswith("01-mini  3 -> 5 points  (tests changed)")
    assert [line.strip() for line in why] == [
        "tests that were others: 01-mini/two-check",
        "01-mini/two-check: failed 0 -> passed 2",
    ]
    now = rows(course), files(course)
    grade(course, Autograde={"force": True})  # changes nothing, and so it uses up no undo
    assert (rows(course), files(course)) == now
    (said,) = asynclab("undo", CHAPTER, "--root", str(course.root))
    assert "with 4 submissions" in said
    assert (rows(course), files(course)) == before
    assert not (course.root / "autograded" / "new" / CHAPTER).exists()
    (said,) = asynclab("undo", CHAPTER, "--root", str(course.root), code=1)
    assert "taken back already" in said
    told = asynclab("history", "ada", CHAPTER, "--root", str(course.root))
    assert [line for line in told if "taken back on" in line] == [told[4]]
    (said,) = asynclab("history", "adda", CHAPTER, "--root", str(course.root), code=1)
    assert "asynclab history ada 01-mini" in said
    (said,) = asynclab("history", "ada", "01-mimi", "--root", str(course.root), code=1)
    assert "01-mini" in said
    grade(course, Autograde={"force": True})
    assert points(course) == after
    course.nbgrader("db", "student", "remove", "bob", "--force")
    (said,) = asynclab("undo", CHAPTER, "--root", str(course.root))
    assert said.endswith("Taken out of the gradebook since, and not put back: bob.")


def test_what_a_person_gave_since_stops_an_undo_or_goes_with_it(course):
    """It is named, with the cell; nothing else has happened then."""
    course.submit("ada", answered(course, WRONG))
    grade(course)
    before = rows(course), files(course)
    course.submit("ada", answered(course, RIGHT))
    grade(course)
    with Gradebook(database(course.root)) as gradebook:
        given = gradebook.find_grade("one-check", CHAPTER, CHAPTER, "ada")
        given.manual_score, given.extra_credit = 2.5, 0.5
        gradebook.find_comment("two", CHAPTER, CHAPTER, "ada").manual_comment = "Well\x1b[2J done."
        gradebook.db.commit()
    graded = rows(course), files(course)
    said = asynclab("undo", CHAPTER, "--root", str(course.root), code=1)
    assert [line.strip() for line in said[1:3]] == [
        "ada: one-check, 2.5 points and 0.5 extra",
        r"ada: two, the comment “Well\x1b[2J done.”",
    ]
    assert (rows(course), files(course)) == graded
    _, *dropped = asynclab("undo", CHAPTER, "--force", "--root", str(course.root))
    assert [line.strip() for line in dropped] == [f"dropped with it: {line.strip()}" for line in said[1:3]]
    assert (rows(course), files(course)) == before
    grade(course)
    assert points(course) == {"ada": (3.0, 2.0)}


def test_a_grade_that_would_be_lower_is_not_saved_unless_somebody_says_so(course, monkeypatch):
    """Nor is anything else that was graded before; what had no grades yet is. It is asked where somebody can answer."""
    for student, answers in {"ada": RIGHT, "bob": WRONG}.items():
        course.submit(student, answered(course, answers))
    grade(course)
    before = rows(course), files(course)
    course.submit("ada", answered(course, WRONG))
    course.submit("bob", answered(course, RIGHT))
    with pytest.raises(NbGraderException, match=r"ada: 5 -> 2 points\nSo none of the 2"):
        grade(course, Autograde={"lower": "refuse"})
    assert (rows(course), files(course)) == before
    assert not [*(course.root / "autograded").glob("*/.*.unfinished")]
    course.submit("new", answered(course, RIGHT))
    asked = []
    for says in (False, True):
        monkeypatch.setattr(autograde, "ask", lambda lower, says=says: asked.append(lower) or says)
        with nullcontext() if says else pytest.raises(NbGraderException):
            grade(course, Autograde={"lower": "ask"})
        expected = {"ada": (0.0, 2.0), "bob": (3.0, 2.0)} if says else {"ada": (3.0, 2.0), "bob": (0.0, 2.0)}
        assert points(course) == expected | {"new": (3.0, 2.0)}
    assert asked == [[Lowered("ada", 5.0, 2.0)]] * 2
