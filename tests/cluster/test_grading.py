"""A class autograded on a cluster: the same grades and the same files, byte for byte, as on this machine alone."""

import shutil

import pytest

from asynclab.grade.gradebook.database import grades
from asynclab.grade.gradebook.results import database
from tests.nbgrader.course import CHAPTER, Course, make_course
from tests.nbgrader.test_engine import CLASS, submission

from .dask import Dask

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("can_grade")]

LIMITS = ("--Execute.timeout=3", "--Autograde.progress=quiet")


@pytest.fixture(scope="module")
def courses(tmp_path_factory):
    """One class, graded here and on two workers; and what grading on the cluster said."""
    folder = tmp_path_factory.mktemp("grading")
    here = make_course(folder / "here")
    for student, (text, change, _) in CLASS.items():
        here.submit(student, submission(here.released(), text, change))
    there = Course(shutil.copytree(here.root, folder / "there"))
    here.nbgrader("autograde", CHAPTER, *LIMITS)
    with Dask(tmp_path_factory.mktemp("dask")) as dask:
        dask.scheduler()
        for _ in range(2):
            dask.worker()
        dask.wait_for(2)
        said = there.nbgrader("autograde", CHAPTER, *LIMITS, f"--Autograde.scheduler={dask.address}")
    return here, there, said


def test_everybody_has_the_same_grades(courses):
    """Points, and who has to be looked at."""
    here, there, _ = courses
    assert grades(database(there.root), CHAPTER) == grades(database(here.root), CHAPTER)
    assert len(grades(database(there.root), CHAPTER)) == len(CLASS)


def test_graded_notebooks_are_the_same_byte_for_byte(courses):
    """Outputs, tracebacks, verdicts, notes."""
    here, there, _ = courses

    def files(course):
        found = (course.root / "autograded").rglob("*")
        return {path.relative_to(course.root): path.read_bytes() for path in found if path.is_file()}

    assert files(there) == files(here)
    assert len(files(there)) >= len(CLASS)


def test_the_feedback_is_the_same_byte_for_byte(courses):
    """It is made from them, here."""
    pages = []
    for course in courses[:2]:
        course.nbgrader("generate_feedback", CHAPTER)
        found = sorted((course.root / "feedback").rglob("*.html"))
        pages.append({path.relative_to(course.root): path.read_bytes() for path in found})
    assert pages[0] == pages[1]
    assert len(pages[0]) == len(CLASS)
