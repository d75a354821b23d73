"""A foreign assignment, in nbgrader's plain style: our engine leaves the very rows that nbgrader's own leaves."""

import shutil
import sqlite3
from contextlib import closing

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook

from asynclab.grade.gradebook.results import database

from .course import CHAPTER, Course, cell, make_course, notebook, solution
from .grading import answered, grade

pytestmark = pytest.mark.slow

STOCK = """\
c = get_config()
c.CourseDirectory.course_id = "asynclab"
c.LateSubmissionPlugin.penalty_method = "zero"
"""


HIDDEN = """\
assert one() == 1
### BEGIN HIDDEN TESTS
assert one() * FACTOR == 2
### END HIDDEN TESTS
"""
WHY = "Explain.\n\n### BEGIN SOLUTION\nSo.\n### END SOLUTION"
SKETCH = "### BEGIN SOLUTION\nx = 1\n### END SOLUTION"


def plain(name, source, points):
    """A plain nbgrader test."""
    return cell(source, name, grade=True, locked=True, points=points)


def text(source, name, **nbgrader):
    """A text cell with nbgrader's metadata."""
    return new_markdown_cell(source, id=name, metadata=cell(source, name, **nbgrader).metadata)


def assignment():
    """All kinds of cells that nbgrader has: tests, code and text graded by hand, a task, one that is read-only."""
    return notebook(
        [
            new_code_cell("import math", id="imports"),
            cell("FACTOR = 2", "given", locked=True),
            solution("one", 1),
            plain("one-test", HIDDEN, 3),
            plain("one-partial", "one() / 2", 1),
            text(WHY, "why", grade=True, solution=True, points=4),
            cell(SKETCH, "sketch", grade=True, solution=True, points=2),
            text("Describe it below.", "task", task=True, locked=True, points=5),
        ]
    )


ANSWERS = {
    "right": {"one": "def one():\n    return 1", "why": "Because.", "sketch": "x = 2"},
    "wrong": {"one": "def one():\n    return 0", "why": "Because."},
    "stuck": {"one": "def one():\n    raise ValueError"},
    "untouched": {},
    "late": {"one": "def one():\n    return 1"},
}
STAMPS = {"right": "2025-12-30 10:00:00 UTC", "late": "2026-01-03 10:00:00 CET"}


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The rows that nbgrader's engine leaves, and those that ours does, of the same class."""
    folder = tmp_path_factory.mktemp("like_stock")
    ours = make_course(folder / "ours", notebooks={"a": assignment(), "b": assignment()})
    with Gradebook(database(ours.root), "asynclab") as gradebook:
        gradebook.update_or_create_assignment(CHAPTER, duedate="2026-01-01 00:00:00 UTC")
        gradebook.add_student("stuck", first_name="Ada")
    for student, answers in ANSWERS.items():
        for name in ("a", "b") if student != "stuck" else ("a",):
            ours.submit(student, answered(ours, answers, name), name)
        if student in STAMPS:
            (ours.root / "submitted" / student / CHAPTER / "timestamp.txt").write_text(STAMPS[student])
    stock = Course(shutil.copytree(ours.root, folder / "stock"))
    (stock.root / "nbgrader_config.py").write_text(STOCK)
    stock.nbgrader("autograde", CHAPTER)
    grade(ours, LateSubmissionPlugin={"penalty_method": "zero"})
    return stock, ours


def rows(course):
    """All rows of all tables but ours and nbgrader's version; ids, made by dice, replaced by what they stand for."""
    with closing(sqlite3.connect(course.root / "gradebook.db")) as connection:
        connection.row_factory = sqlite3.Row
        names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
        tables = {name: [dict(row) for row in connection.execute(f"select * from {name}")] for name in names}
    known = {row["id"]: row["name"] for table in ("assignment", "notebook", "base_cell") for row in tables[table]}
    for row in tables["submitted_assignment"]:
        known[row["id"]] = f"{row['student_id']}'s"
    for row in tables["submitted_notebook"]:
        known[row["id"]] = f"{known[row['assignment_id']]} {known[row['notebook_id']]}"
    return {
        table: sorted(
            repr({key: known.get(value, value) for key, value in row.items() if key != "id"}) for row in found
        )
        for table, found in tables.items()
        if table not in ("alembic_version", "course") and not table.startswith("asynclab_")
    }


def test_every_row_is_the_same(both):
    """Students, submissions with their times and penalties, scores, flags, and comments."""
    stock, ours = both
    assert rows(ours) == rows(stock)
    assert len(rows(ours)["grade"]) == len(ANSWERS) * 2 * 5


def test_the_notebooks_tell_the_same(both):
    """The same cells with the same sources, and what the tests gave."""
    stock, ours = both
    for student in ("right", "wrong", "untouched"):
        mine, theirs = (nbformat.read(c.root / "autograded" / student / CHAPTER / "a.ipynb", 4) for c in (ours, stock))
        assert [each.source for each in mine.cells] == [each.source for each in theirs.cells]
        assert [each.metadata.get("nbgrader") for each in mine.cells] == [
            each.metadata.get("nbgrader") for each in theirs.cells
        ]
        assert [errors(each) for each in mine.cells] == [errors(each) for each in theirs.cells]


def errors(cell):
    """The names of the errors that a cell raised."""
    return [output.ename for output in cell.get("outputs", ()) if output.output_type == "error"]
