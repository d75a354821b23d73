"""Our engine, run in this process: what a test of it needs to say."""

import copy

from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from asynclab.grade.gradebook.database import grades
from asynclab.grade.gradebook.results import database
from asynclab.grade.nbgrader_app.autograde import Autograde

from .course import CHAPTER
from .kept_processes import kept_judges, kept_lanes

RIGHT = {"one": "def one():\n    return 1", "two": "def two():\n    return 2"}
WRONG = RIGHT | {"one": "def one():\n    return 7"}


def answered(course, answers, name=CHAPTER):
    """A released notebook with answers in it, by cell id."""
    notebook = copy.deepcopy(course.released(name))
    for cell in notebook.cells:
        cell.source = answers.get(cell.id, cell.source)
    return notebook


class Keeping(Autograde):
    """The engine, in lanes of an earlier batch where there are some that were started with the same."""

    def backend(self, containment, modules, new):
        """See `Autograde`."""
        return kept_lanes(self.workers, containment, modules)


def grade(course, converter=Keeping, **config):
    """Autograde the chapter in this process; `config` by class name, as in nbgrader_config.py. Lanes and judges are
    those of an earlier batch if they can be."""
    settings = Config({"Autograde": {"progress": "quiet", "workers": 1}})
    settings.merge(Config({name: dict(values) for name, values in config.items()}))
    settings.CourseDirectory.merge(
        {"root": str(course.root), "course_id": "asynclab", "assignment_id": CHAPTER, "db_url": database(course.root)}
    )
    with kept_judges():
        converter(coursedir=CourseDirectory(config=settings), config=settings).start()


def points(course):
    """Everybody's points by student; None for cells that a person has to look at."""
    return {
        each.student: tuple(None if cell.by_hand else cell.points for cell in each.cells)
        for each in grades(database(course.root), CHAPTER)
    }


class Counted:
    """A backend that counts the jobs that it is given."""

    def __init__(self, backend, counter):
        self.backend, self.counter = backend, counter

    def __enter__(self):
        self.backend.__enter__()
        return self

    def __exit__(self, *error):
        self.backend.__exit__(*error)

    def __getattr__(self, name):
        return getattr(self.backend, name)

    def submit(self, job):
        self.counter.count += 1
        self.backend.submit(job)


def counting():
    """The engine, counting in `count` what it executes."""

    class Counting(Keeping):
        count = 0

        def backend(self, *about):
            return Counted(super().backend(*about), Counting)

    return Counting
