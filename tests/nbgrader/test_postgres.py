"""A gradebook on PostgreSQL instead of SQLite: from `CourseDirectory.db_url` alone, and with the same grades."""

import shutil

import pytest
from nbgrader.api import Gradebook

from asynclab.grade.gradebook.database import TABLES, grades, session_of
from asynclab.grade.gradebook.results import database, results
from asynclab.grade.regrade.errors import GivenSince
from asynclab.grade.regrade.student_history import student_history
from asynclab.grade.regrade.undo import undo

from . import postgres
from .course import CHAPTER, Course, make_course
from .grading import grade
from .test_engine import RIGHT, submission

CLASS = {
    "right": RIGHT["one"],
    "wrong": "def one():\n    return 7",
    "untouched": None,
    "syntax-error": "def one(:",
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not postgres.binaries(), reason="No PostgreSQL server here: apt-get install postgresql"),
    pytest.mark.skipif(not postgres.owner(), reason="PostgreSQL refuses to run as root, and has no account here"),
    pytest.mark.skipif(not postgres.null_is_open(), reason="/dev/null is closed to PostgreSQL: chmod 666 /dev/null"),
]


@pytest.fixture(scope="module")
def server():
    """A server that ends with the tests."""
    started = postgres.server()
    try:
        with started:
            yield started
    finally:
        shutil.rmtree(started.folder)


@pytest.fixture(scope="module")
def urls(server, tmp_path_factory):
    """A course on each database: submissions graded and feedback made. Its folder and URL."""
    folders = {name: tmp_path_factory.mktemp(name) / "course" for name in ("sqlite", "postgres")}
    made = {"sqlite": (folders["sqlite"], f"sqlite:///{folders['sqlite'] / 'gradebook.db'}")}
    made["postgres"] = (folders["postgres"], server.database("gradebook"))
    for root, url in made.values():
        course = make_course(root, settings=f"c.CourseDirectory.db_url = {url!r}\n")
        for student, text in CLASS.items():
            notebook = course.released() if text is None else submission(course.released(), text, None)
            folder = course.submit(student, notebook)
            (folder / "timestamp.txt").write_text("2024-05-02 12:00:00 UTC")
        course.nbgrader("autograde", CHAPTER)
        course.nbgrader("generate_feedback", CHAPTER)
    return made


def everything(url):
    """All that formgrader shows of a class, by its own questions to the gradebook."""
    with Gradebook(url, "asynclab") as gradebook:
        students = {each["id"]: (each["score"], each["max_score"]) for each in gradebook.student_dicts()}
        submissions = [
            {key: value for key, value in each.items() if key not in ("id", "assignment_id")}
            for each in gradebook.submission_dicts(CHAPTER)
        ]
        cells = {
            (notebook.student.id, grade.name): (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
            for each in gradebook.assignment_submissions(CHAPTER)
            for notebook in each.notebooks
            for grade in notebook.grades
        }
        averages = gradebook.average_assignment_score(CHAPTER), gradebook.average_notebook_score(CHAPTER, CHAPTER)
    return students, sorted(submissions, key=lambda each: each["student"]), cells, averages


def test_both_databases_hold_the_same(urls):
    """Grades, flags, timestamps, averages: whatever formgrader reads."""
    (_, sqlite), (_, postgresql) = urls.values()
    assert everything(postgresql) == everything(sqlite)
    students, *_ = everything(postgresql)
    assert students["right"] == (5.0, 5.0)


def test_our_own_report_reads_the_database_of_the_course(urls):
    """Without being told which: from the course's configuration, as nbgrader does."""
    (lite, _), (post, url) = urls.values()
    assert database(post) == url
    assert results(post, CHAPTER) == results(lite, CHAPTER)
    assert [each.student for each in grades(url, CHAPTER)] == sorted(CLASS)
    assert not (post / "gradebook.db").exists()


def test_feedback_and_graded_notebooks_are_the_same(urls):
    """Byte for byte."""
    (lite, _), (post, _) = urls.values()

    def files(root):
        return {
            path.relative_to(root): path.read_bytes()
            for folder in ("autograded", "feedback")
            for path in (root / folder).rglob("*")
            if path.is_file()
        }

    assert files(post) == files(lite)
    assert len(files(post)) >= 2 * len(CLASS)


def test_grading_again_by_hand_and_by_machine_is_kept(urls):
    """A score given by a person stays when the submission is graded again, and is flagged."""
    root, url = urls["postgres"]
    with Gradebook(url, "asynclab") as gradebook:
        grade = gradebook.find_grade("one-check", CHAPTER, CHAPTER, "wrong")
        grade.manual_score, grade.needs_manual_grade = 1.5, False
        gradebook.db.commit()
    Course(root).nbgrader("autograde", CHAPTER, "--force", "--student=wrong")
    with Gradebook(url, "asynclab") as gradebook:
        grade = gradebook.find_grade("one-check", CHAPTER, CHAPTER, "wrong")
        assert (grade.auto_score, grade.manual_score, grade.needs_manual_grade) == (0.0, 1.5, True)


def rows(url):
    """Every row of every table of nbgrader's."""
    with session_of(url) as session:
        return {name: sorted(session.execute(table.select()).all(), key=repr) for name, table in TABLES.items()}


def test_a_batch_is_kept_and_taken_back_row_for_row(urls):
    """With a new student, a changed answer, a time and an extension; what was given by hand since stops it."""
    root, url = urls["postgres"]
    course, before = Course(root), rows(url)
    folder = course.submit("wrong", submission(course.released(), RIGHT["one"], None))
    (folder / "timestamp.txt").write_text("2024-05-03 12:00:00.123 UTC")
    course.submit("new", submission(course.released(), RIGHT["one"], None))
    (root / "extensions.toml").write_text(
        f'[[extension]]\nchapter = "{CHAPTER}"\nstudents = ["new", "wrong"]\ndays = 2\nreason = "ill"\n'
    )
    grade(course)
    assert rows(url)["submitted_assignment"] != before["submitted_assignment"]
    _, *_, last = student_history(root, "wrong", CHAPTER)
    assert (last.handed_in, [each.name for each in last.cells]) == (True, [f"{CHAPTER}/one-check"])
    with Gradebook(url, "asynclab") as gradebook:
        gradebook.find_grade("two-check", CHAPTER, CHAPTER, "new").manual_score = 1.0
        gradebook.db.commit()
    with pytest.raises(GivenSince, match="new: two-check, 1 points"):
        undo(root, CHAPTER)
    assert sorted(undo(root, CHAPTER, force=True).students) == ["new", "wrong"]
    assert rows(url) == before
