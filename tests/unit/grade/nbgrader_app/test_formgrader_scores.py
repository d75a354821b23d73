"""Formgrader's tables are told “?” for a score that nobody knows, and means without it."""

import pytest
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from traitlets.config import Config

from asynclab.grade.nbgrader_app.formgrader_scores import KnownScoresAPI

pytestmark = [
    pytest.mark.slow,  # nbgrader stamps a new gradebook by a process of alembic's
    pytest.mark.filterwarnings("ignore:Object of type:sqlalchemy.exc.SAWarning"),  # nbgrader's own, in adding
]

SCORES = {"ada": (3.0, 2.0), "bob": (0.0, 0.0), "eve": (None, None), "kim": (3.0, None)}


@pytest.fixture
def api(tmp_path):
    """nbgrader's API on a course with a test and a written answer. Of eve nothing is known, of kim a part."""
    (tmp_path / "source" / "ps1").mkdir(parents=True)
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("ps1")
        gradebook.add_notebook("p", "ps1")
        gradebook.add_grade_cell("test", "p", "ps1", max_score=3, cell_type="code")
        gradebook.add_grade_cell("essay", "p", "ps1", max_score=2, cell_type="markdown")
        for student, (test, essay) in SCORES.items():
            gradebook.add_student(student)
            gradebook.add_submission("ps1", student)
            place = tmp_path / "autograded" / student / "ps1"
            place.mkdir(parents=True)
            (place / "p.ipynb").write_text("{}")
            for name, score in (("test", test), ("essay", essay)):
                grade = gradebook.find_grade(name, "p", "ps1", student)
                grade.auto_score, grade.needs_manual_grade = score, score is None
        gradebook.db.commit()
    settings = Config({"CourseDirectory": {"root": str(tmp_path), "db_url": url}})
    return KnownScoresAPI(CourseDirectory(config=settings), config=settings)


def told(found):
    """The scores of a student, as they are shown."""
    return tuple(found[name] for name in ("score", "code_score", "written_score"))


SHOWN = {
    "ada": (5.0, 3.0, 2.0),
    "bob": (0.0, 0.0, 0.0),
    "eve": ("?", "?", "?"),
    "kim": ("3 ?", 3.0, "?"),
}


def test_each_table_says_what_is_not_known(api):
    """By submission and by notebook; a zero that was earned is one."""
    assert {each["student"]: told(each) for each in api.get_submissions("ps1")} == SHOWN
    assert {each["student"]: told(each) for each in api.get_notebook_submissions("ps1", "p")} == SHOWN
    for student, shown in SHOWN.items():
        assert told(api.get_submission("ps1", student)) == shown
        assert [told(each) for each in api.get_student_notebook_submissions(student, "ps1")] == [shown]
        assert api.get_student(student)["score"] == shown[0]
    assert {each["id"]: each["score"] for each in api.get_students()} == {name: s[0] for name, s in SHOWN.items()}
    assert api.get_student("nobody") is None


def test_means_are_those_of_known_scores(api):
    """Of the sum two students, of the tests three, of the written answers two."""
    for found in (api.get_assignment("ps1"), *api.get_notebooks("ps1")):
        means = [found[f"average_{name}"] for name in ("score", "code_score", "written_score")]
        assert means == [2.5, 2.0, 1.0]
