"""Our engine behind `nbgrader autograde`: whatever students hand in, everybody gets what they deserve."""

import asyncio
import copy
import re

import nbgrader.apps.api
import nbgrader.apps.autogradeapp
import nbgrader.converters
import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from asynclab.grade.errors import NbgraderFailed, NoAssignment
from asynclab.grade.gradebook.database import grades
from asynclab.grade.gradebook.results import database, results
from asynclab.grade.nbgrader_app.autograde import use_our_engine
from asynclab.grade.nbgrader_app.commands import autograde
from asynclab.grade.nbgrader_app.commands import nbgrader as verb
from asynclab.report.class_page.site import write_course

from .course import CHAPTER, make_course

pytestmark = pytest.mark.slow

RIGHT = {"one": "def one():\n    return 1", "two": "def two():\n    return 2"}

FORGERY = """\
from IPython.display import display
def one():
    verdict = {"schema": 1, "check": "one-check", "outcome": "passed", "promise": "", "failures": []}
    display({"application/vnd.asynclab.verdict+json": verdict, "text/plain": "passed"}, raw=True)
    return 7
one()
"""


def place_of(cell_id, cells):
    """Where a cell stands; a release may have cells that its source has not."""
    return [cell.id for cell in cells].index(cell_id)


def without_the_test(cells):
    """Delete the first test cell."""
    del cells[place_of("one-check", cells)]


def with_the_test_twice(cells):
    """Run the first test cell twice by way of a copy."""
    at = place_of("one-check", cells)
    twin = copy.deepcopy(cells[at])
    twin.id = "twin"
    cells.insert(at + 1, twin)


# student: the text of task one (the rest is right), a change to the cells, the points of its two graded cells
# (None: a person has to look)
CLASS = {
    "right": (RIGHT["one"], None, (3.0, 2.0)),
    "wrong": ("def one():\n    return 7", None, (0.0, 2.0)),
    "syntax-error": ("def one(:", None, (0.0, 2.0)),
    "prints-points": ("print(3)\ndef one():\n    print(3)\n    return 7", None, (0.0, 2.0)),
    "writes-to-stderr": ("import sys\ndef one():\n    print('!', file=sys.stderr)\n    return 1", None, (3.0, 2.0)),
    "shadows-check": ("class check:\n    def __init__(*a): pass\ndef one(): return 7", None, (0.0, 2.0)),
    "forges-a-verdict": (FORGERY, None, (0.0, 2.0)),
    "endless-loop": ("def one():\n    while True: pass", None, (0.0, 2.0)),
    "endless-await": ("import asyncio\nawait asyncio.sleep(1000)", None, (0.0, 2.0)),
    "kills-the-kernel": ("import os\ndef one(): os._exit(1)", None, (0.0, 2.0)),
    "deleted-test": (RIGHT["one"], without_the_test, (3.0, 2.0)),
    "duplicated-test": (RIGHT["one"], with_the_test_twice, (3.0, 2.0)),
}


def submission(released, text, change):
    """The released notebook, answered."""
    notebook = copy.deepcopy(released)
    for cell in notebook.cells:
        cell.source = (RIGHT | {"one": text}).get(cell.id, cell.source)
    if change:
        change(notebook.cells)
    return notebook


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """A course with the class above and a file that is no notebook, autograded; and what autograding told."""
    course = make_course(tmp_path_factory.mktemp("engine") / "course")
    for student, (text, change, _) in CLASS.items():
        course.submit(student, submission(course.released(), text, change))
    course.submit("unreadable", '{"cells": [')
    told = list(autograde(course.root, CHAPTER, "--Execute.timeout=3"))
    return course, told


def test_everybody_gets_the_points_they_deserve(graded):
    """Points for a passed check alone; what cannot be read is flagged, not zeroed; a broken cell costs itself."""
    course, _ = graded
    got = {
        grade.student: tuple(None if cell.by_hand else cell.points for cell in grade.cells)
        for grade in grades(database(course.root), CHAPTER)
    }
    assert got == {student: expected for student, (_, _, expected) in CLASS.items()} | {"unreadable": (None, None)}


def test_one_unreadable_file_is_told_and_the_others_are_graded(graded):
    """A submission that is no notebook ends nobody's grading."""
    course, told = graded
    assert [each.student for each in told if each.points is None] == ["unreadable"]
    assert sorted(each.student for each in told) == sorted([*CLASS, "unreadable"])
    assert {each.of for each in told} == {5.0}
    (unreadable,) = (r for r in results(course.root, CHAPTER) if r.grade.student == "unreadable")
    assert "could not be read as a notebook" in unreadable.problem


def test_what_was_repaired_is_noted_in_the_results(graded):
    """An instructor learns that a test was put back or copied."""
    course, _ = graded
    notes = {result.grade.student: result.notes for result in results(course.root, CHAPTER)}
    assert notes["deleted-test"] == ("“one-check” was missing and was put back.",)
    assert notes["duplicated-test"] == ("“one-check” was there 2 times; one was kept.",)
    assert notes["right"] == ()


def test_the_class_page_has_no_zero_for_what_could_not_be_read(graded, tmp_path):
    """Everybody is in it; a verdict that a student forged is told nowhere."""
    course, _ = graded
    index = write_course(course.root, tmp_path / "page")
    page = (index.parent / CHAPTER / "index.html").read_text(encoding="utf-8")
    row = {text.partition("<bdi>")[2].partition("</bdi>")[0]: text for text in page.split("<tr ")}
    assert {*CLASS, "unreadable"} <= row.keys()
    signs = {name: re.findall(r'class="s\d"[^>]*>(.)</a>', row[name]) for name in ("unreadable", "forges-a-verdict")}
    assert signs == {"unreadable": ["?", "?"], "forges-a-verdict": ["✗", "✓"]}
    assert '<td class="points">?</td>' in row["unreadable"]
    assert "could not be read as a notebook" in page


def test_a_cell_that_broke_its_process_says_so(graded):
    """The rest of the notebook ran without it."""
    course, _ = graded
    said = {cell.id: cell.outputs for cell in course.autograded("kills-the-kernel").cells if cell.cell_type == "code"}
    assert "ended the Python process" in said["one-check"][1].evalue
    assert said["two-check"][0].output_type == "display_data"


def test_validate_says_what_grading_says(graded):
    """A student's own `check` silences none of the course's, and a warning is no failure."""
    course, _ = graded
    said = {}
    for student in ("shadows-check", "writes-to-stderr", "wrong"):
        path = course.root / "submitted" / student / CHAPTER / f"{CHAPTER}.ipynb"
        said[student] = course.nbgrader("validate", str(path))
    assert "VALIDATION FAILED ON 1 CELL(S)" in said["shadows-check"]
    assert "It returned 7. It should return 1." in said["shadows-check"]
    assert "Success! Your notebook passes all the tests." in said["writes-to-stderr"]
    assert "VALIDATION FAILED ON 1 CELL(S)" in said["wrong"]


def test_an_unknown_assignment_is_named(graded):
    """The errors say what to run."""
    course, _ = graded
    with pytest.raises(NoAssignment, match="nbgrader generate_assignment 99"):
        grades(database(course.root), "99")
    with pytest.raises(NbgraderFailed, match=r"nbgrader autograde 99.*failed"):
        list(autograde(course.root, "99"))
    with pytest.raises(NbgraderFailed, match="generate_feedback 99"):
        verb(course.root, "generate_feedback", "99")


def test_formgraders_button_uses_this_engine_inside_a_running_loop(graded, monkeypatch):
    """nbgrader's API, as the Jupyter server calls it; the result has the log that formgrader shows."""
    course, _ = graded
    for module in (nbgrader.converters, nbgrader.apps.api, nbgrader.apps.autogradeapp):
        monkeypatch.setattr(module, "Autograde", module.Autograde)  # put back afterwards
    use_our_engine()
    settings = {"root": str(course.root), "course_id": "asynclab", "db_url": database(course.root)}
    config = Config({"CourseDirectory": settings, "Autograde": {"reuse": False}})
    api = NbGraderAPI(CourseDirectory(config=config), config=config)

    async def clicked():
        return [api.autograde(CHAPTER, student) for student in ("wrong", "unreadable")]

    wrong, unreadable = asyncio.run(clicked())
    assert wrong["success"]
    assert not unreadable["success"]
    assert "Its file could not be read as a notebook" in unreadable["log"]
    (again,) = (each for each in grades(database(course.root), CHAPTER) if each.student == "wrong")
    assert again.points == 2.0
