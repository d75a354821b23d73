"""A course's extensions.toml reaches the gradebook with the grades, and goes from it; a person's extension stays."""

import shutil
from datetime import timedelta

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException

from asynclab.grade.gradebook.results import database, results
from asynclab.report.table import class_table

from .course import CHAPTER, Course, make_course
from .grading import RIGHT, answered, counting, grade

pytestmark = pytest.mark.slow

ZERO = {"penalty_method": "zero"}
DAY = timedelta(days=1)


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A course with a due date, and two who handed in a day and a half late."""
    course = Course(make_course(tmp_path_factory.mktemp("extensions") / "course").root)
    with Gradebook(database(course.root)) as gradebook:
        gradebook.update_or_create_assignment(CHAPTER, duedate="2026-01-01 00:00:00 UTC")
    for student in ("ada", "bob"):
        folder = course.submit(student, answered(course, RIGHT))
        (folder / "timestamp.txt").write_text("2026-01-02 12:00:00 UTC")
    return course


def write(course, *grants):
    """The file, with an entry for each student and number of days."""
    entry = '[[extension]]\nchapter = "{}"\nstudents = ["{}"]\ndays = {}\nreason = "ill"\n'
    (course.root / "extensions.toml").write_text("".join(entry.format(CHAPTER, *each) for each in grants))


def standing(course):
    """Points and extension of everybody, as the gradebook has them."""
    with Gradebook(database(course.root)) as gradebook:
        found = gradebook.assignment_submissions(CHAPTER)
        return {
            each.student.id: (each.score - each.late_submission_penalty, each.extension)
            for each in sorted(found, key=lambda each: each.student.id)
        }


def test_the_whole_way(course, capsys, caplog):
    """Granted, shown, counted without being executed again, taken back; and what a person granted is left alone."""
    executes = counting()
    grade(course, executes, LateSubmissionPlugin=ZERO)
    assert standing(course) == {"ada": (0.0, None), "bob": (0.0, None)}
    ran = executes.count
    write(course, ("ada", 2))
    capsys.readouterr()
    grade(course, executes, LateSubmissionPlugin=ZERO, Autograde={"dry_run": True})
    assert [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()] == [
        "ada 01-mini/(late penalty) 5 -> 0",
        "ada (extension) none -> 2 days (ill)",
    ]
    grade(course, executes, LateSubmissionPlugin=ZERO)
    assert standing(course) == {"ada": (5.0, 2 * DAY), "bob": (0.0, None)}
    table = class_table(CHAPTER, results(course.root, CHAPTER))
    assert [remark.text for remark in table.rows[0].remarks] == ["An extension of 2 days beyond the due date."]
    with Gradebook(database(course.root)) as gradebook:
        gradebook.grant_extension(CHAPTER, "bob", days=1)
    write(course, ("bob", 3))
    grade(course, executes, LateSubmissionPlugin=ZERO)
    assert standing(course) == {"ada": (0.0, None), "bob": (0.0, DAY)}
    grade(course, executes, LateSubmissionPlugin=ZERO, Autograde={"force": True})
    assert standing(course) == {"ada": (0.0, None), "bob": (0.0, DAY)}
    assert "bob: the gradebook has an extension of 1 day that was not put there by extensions.toml" in caplog.text
    assert executes.count == ran


def test_what_is_wrong_in_the_file_is_said_before_anything_is_graded(course):
    """With its line."""
    write(course, ("adda", 2))
    with pytest.raises(NbGraderException, match=r"extensions.toml:1, extension 1: There is no student “adda”"):
        grade(course)
    shutil.copy(course.root / "nbgrader_config.py", course.root / "extensions.toml")
    with pytest.raises(NbGraderException, match=r"extensions\.toml: It cannot be read"):
        grade(course)
