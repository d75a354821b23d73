"""nbgrader's own engine with our three steps in it: whatever students hand in, everybody gets what they deserve."""

import copy

import pytest

from asynclab.grade.errors import NbgraderFailed, NoAssignment
from asynclab.grade.gradebook import grades
from asynclab.grade.results import database, results
from asynclab.grade.verbs import Stage, Step, autograde, nbgrader

from .course import CHAPTER, make_course

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300), pytest.mark.xdist_group("nbgrader engine")]

RIGHT = {"one": "def one():\n    return 1", "two": "def two():\n    return 2"}


def without_the_test(cells):
    """Delete the first test cell."""
    del cells[3]


def with_the_test_twice(cells):
    """Run the first test cell twice by way of a copy."""
    twin = copy.deepcopy(cells[3])
    twin.id = "twin"
    cells.insert(4, twin)


# student: the text of task one (the rest is right), a change to the cells, the points of its two graded cells
# (None: a person has to look)
CLASS = {
    "right": (RIGHT["one"], None, (3.0, 2.0)),
    "wrong": ("def one():\n    return 7", None, (0.0, 2.0)),
    "syntax-error": ("def one(:", None, (None, 2.0)),
    "prints-points": ("print(3)\ndef one():\n    return 7", None, (0.0, 2.0)),
    "writes-to-stderr": ("import sys\ndef one():\n    print('!', file=sys.stderr)\n    return 1", None, (3.0, 2.0)),
    "checks-nothing": ("def verdict(*anything): return 3", None, (None, None)),
    "endless-loop": ("def one():\n    while True: pass", None, (None, 2.0)),
    "endless-await": ("import asyncio\nawait asyncio.sleep(1000)", None, (None, 2.0)),
    "kills-the-kernel": ("import os\ndef one(): os._exit(1)", None, (None, 2.0)),
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
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text().replace("c.Execute.timeout = 60", "c.Execute.timeout = 3"))
    for student, (text, change, _) in CLASS.items():
        course.submit(student, submission(course.released(), text, change))
    course.submit("unreadable", '{"cells": [')
    steps = list(autograde(course.root, CHAPTER))
    return course, steps


def test_everybody_gets_the_points_they_deserve(graded):
    """Points for a passed verdict alone; unclear cells are flagged, not zeroed; a broken cell costs itself."""
    course, _ = graded
    got = {
        grade.student: tuple(None if cell.by_hand else cell.points for cell in grade.cells)
        for grade in grades(database(course.root), CHAPTER)
    }
    assert got == {student: expected for student, (_, _, expected) in CLASS.items()} | {"unreadable": (None, None)}


def test_one_unreadable_file_is_told_and_the_others_are_graded(graded):
    """A submission that is no notebook ends nobody's grading."""
    course, steps = graded
    assert [step for step in steps if step.stage is Stage.FAILED] == [Step("unreadable", Stage.FAILED)]
    assert {step.student for step in steps if step.stage is Stage.STARTED} >= CLASS.keys()
    (unreadable,) = (r for r in results(course.root, CHAPTER) if r.grade.student == "unreadable")
    assert unreadable.problem.startswith("Could not be read as a notebook")


def test_what_was_repaired_is_noted_in_the_results(graded):
    """An instructor learns that a test was put back or copied."""
    course, _ = graded
    notes = {result.grade.student: result.notes for result in results(course.root, CHAPTER)}
    assert notes["deleted-test"] == ("“one-check” was missing and was put back.",)
    assert notes["duplicated-test"] == ("“one-check” was there 2 times; one was kept.",)
    assert notes["right"] == ()


def test_a_cell_that_broke_its_kernel_says_so(graded):
    """The rest of the notebook ran without it."""
    course, _ = graded
    said = {cell.id: cell.outputs for cell in course.autograded("kills-the-kernel").cells if cell.cell_type == "code"}
    assert [output.evalue for output in said["one-check"]] == ["This cell ended the Python process it ran in."]
    assert said["two-check"][0].output_type == "display_data"


def test_validate_fails_a_notebook_that_checks_nothing(graded, tmp_path):
    """`nbgrader validate` does not call silence a success, nor a warning a failure."""
    course, _ = graded
    said = {}
    for student in ("checks-nothing", "writes-to-stderr", "wrong"):
        path = course.root / "submitted" / student / CHAPTER / f"{CHAPTER}.ipynb"
        said[student] = course.nbgrader("validate", str(path))
    assert "VALIDATION FAILED ON 2 CELL(S)" in said["checks-nothing"]
    assert "checked nothing" in said["checks-nothing"]
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
        nbgrader(course.root, "generate_feedback", "99")
