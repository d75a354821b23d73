"""One class, graded in three ways: nobody's grade, message or feedback depends on who else is busy.

That a cluster gives the same is in tests/cluster/test_grading.py.
"""

import os
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager

import pytest

from asynclab.course.authoring.build import build
from asynclab.grade.gradebook.database import grades
from asynclab.grade.gradebook.results import database
from asynclab.grade.nbgrader_app.commands import autograde, nbgrader
from asynclab.report.demo import course_folder, hand_in

from .course import ROOT

pytestmark = pytest.mark.slow

CHAPTER = "03-astream"
EVERY = 3  # of the sample class's sixteen, the first, the fourth, the seventh...


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A course in which six students have handed in chapter 3: right, wrong, and by accident."""
    root = tmp_path_factory.mktemp("same") / "course"
    course = course_folder(ROOT, root, CHAPTER)
    build(course)
    nbgrader(root, "generate_assignment", CHAPTER, "--force")
    hand_in(course, CHAPTER)
    for number, student in enumerate(sorted((root / "submitted").iterdir())):
        if number % EVERY:
            shutil.rmtree(student)
    return root


def graded(handed_in, root, *options):
    """What comes of grading that class in a folder of its own: grades, and every file of autograded/ and feedback/."""
    shutil.copytree(handed_in, root)
    list(autograde(root, CHAPTER, "--Autograde.run_timeout=3", *options))
    nbgrader(root, "generate_feedback", CHAPTER)
    files = {
        str(path.relative_to(root)): path.read_bytes()
        for folder in ("autograded", "feedback")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }
    return grades(database(root), CHAPTER), files


@contextmanager
def busy(loops):
    """So many processes that compute for nothing."""
    with ExitStack() as ends:
        for _ in range(loops):
            process = subprocess.Popen([sys.executable, "-c", "while True: pass"])
            ends.callback(process.wait)
            ends.callback(process.kill)
        yield


@pytest.fixture(scope="module")
def alone(handed_in, tmp_path_factory):
    """The class graded by one worker on a machine with nothing else of ours to do."""
    return graded(handed_in, tmp_path_factory.mktemp("alone") / "course", "--Autograde.workers=1")


def assert_same(these, those):
    """Equal grades, and the same files with the same bytes; says which are not."""
    assert these[0] == those[0]
    assert these[1].keys() == those[1].keys()
    assert [name for name, data in these[1].items() if data != those[1][name]] == []


def test_the_class_has_all_sorts_in_it(alone):
    """Else the comparison would say little: full points, lost points, and somebody whom a person has to look at."""
    every, files = alone
    assert len(every) == 6
    assert {each.points == each.of for each in every} == {True, False}
    assert len([name for name in files if name.endswith(".html")]) >= 5


def test_eight_workers_give_what_one_gives(handed_in, alone, tmp_path):
    """Byte for byte: autograded notebooks, feedback, grades."""
    assert_same(graded(handed_in, tmp_path / "course", "--Autograde.workers=8"), alone)


def test_a_busy_machine_gives_what_a_quiet_one_gives(handed_in, alone, tmp_path):
    """Beside as many loops that never rest as there are processors."""
    with busy(os.cpu_count() or 1):
        assert_same(graded(handed_in, tmp_path / "course", "--Autograde.workers=2"), alone)
