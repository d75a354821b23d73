"""nbgrader's way through: a chapter goes out to a student, comes back, is graded, and is told about."""

import csv

import nbformat
import pytest

from asynclab.course.authoring import index
from asynclab.course.authoring.manifest import Manifest

from .course import CHAPTER, Course, make_course

pytestmark = pytest.mark.slow

STUDENT_CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "asynclab"
c.Exchange.root = {exchange!r}
c.Exchange.cache = {cache!r}
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course whose chapter is generated, and which has the index and its list of chapters beside it."""
    course = make_course(tmp_path_factory.mktemp("way") / "course")
    index.write(Manifest(()), course.root / "release")
    return course


@pytest.fixture(scope="module")
def home(course, tmp_path_factory):
    """A student's own folder, which knows where the course hands out."""
    folder = tmp_path_factory.mktemp("home")
    exchange, cache = str(course.root / "build" / "exchange"), str(folder / "cache")
    (folder / "nbgrader_config.py").write_text(STUDENT_CONFIG.format(exchange=exchange, cache=cache))
    return Course(folder)


def answer(path):
    """Solve both tasks in a fetched notebook."""
    notebook = nbformat.read(path, 4)
    for cell in notebook.cells:
        if cell.id in ("one", "two"):
            cell.source = f"def {cell.id}():\n    return {['one', 'two'].index(cell.id) + 1}"
    nbformat.write(notebook, path)


def test_the_release_has_stubs_and_no_solutions(course):
    """What students get raises NotAttempted, by the task's name, where they are to write."""
    sources = {cell.id: cell.source for cell in course.released().cells}
    assert sources["one"] == 'def one():\n    raise NotAttempted("one")'
    assert "SOLUTION" not in "".join(sources.values())


def test_a_chapter_goes_out_comes_back_and_is_graded(course, home):
    """db, release, list, fetch, submit, collect, autograde, feedback, export: each as in any nbgrader course."""
    assert f"{CHAPTER} (due: None)" in course.nbgrader("db", "assignment", "list")
    course.nbgrader("release_assignment", CHAPTER)
    listed = course.nbgrader("list")
    assert f"asynclab {CHAPTER}" in listed
    assert "index" not in listed

    home.nbgrader("fetch_assignment", CHAPTER)
    answer(home.root / CHAPTER / f"{CHAPTER}.ipynb")
    assert "Success!" in home.nbgrader("validate", f"{CHAPTER}/{CHAPTER}.ipynb")
    home.nbgrader("submit", CHAPTER)

    course.nbgrader("collect", CHAPTER)
    course.nbgrader("autograde", CHAPTER)
    course.nbgrader("generate_feedback", CHAPTER)
    assert len(list((course.root / "feedback").rglob("*.html"))) == 1

    course.nbgrader("export")
    with (course.root / "grades.csv").open(newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["assignment"], float(row["score"]), float(row["max_score"])) == (CHAPTER, 5.0, 5.0)


def test_grading_again_grades_nothing_twice(course):
    """A submission that is graded already is left as it is."""
    assert "Skipping existing assignment" in course.nbgrader("autograde", CHAPTER)
