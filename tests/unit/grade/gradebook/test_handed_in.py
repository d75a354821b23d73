"""Everybody who handed in is accounted for, whatever lies in `submitted/`."""

import os
import re

import pytest

from asynclab.grade.gradebook.handed_in import everybody, submitted
from asynclab.grade.gradebook.models import CellGrade, ClassGrades, Master, Original, StudentGrade

NAME = "12-boss"
CELLS = tuple(Original(name, "code", False, "", "") for name in ("ask", "ask-order"))
MASTER = Master(NAME, {}, CELLS, {"ask-order": 2.0})
NOTEBOOK = (
    '{"cells": [{"cell_type": "code", "source": "", "metadata": {"nbgrader": {"grade_id": "ask"}}}],'
    ' "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
)


class CourseFolders:
    """A course's folders, as nbgrader lays them out."""

    source_directory, release_directory = "source", "release"
    submitted_directory, autograded_directory = "submitted", "autograded"
    student_id_exclude = "nobody"

    def __init__(self, root):
        self.root = root

    def format_path(self, nbgrader_step, student_id, assignment_id, escape=False):
        root = re.escape(str(self.root)) if escape else str(self.root)
        return os.path.join(root, nbgrader_step, student_id, assignment_id)


@pytest.fixture
def folders(tmp_path):
    """A course in which nobody has handed in."""
    (tmp_path / "release" / "12-boss-extra").mkdir(parents=True)
    return CourseFolders(tmp_path)


def put(folders, path, text=NOTEBOOK):
    """Put a file below the course's folder."""
    place = folders.root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)


def grade(student, points):
    """What the gradebook has of a student."""
    return StudentGrade(student, (CellGrade("ask-order", points, 2.0, points is None, notebook=NAME),))


def lying(folders):
    """The name of the folder that is taken for each student's."""
    found = submitted(folders, NAME, ClassGrades((MASTER,), ()).ids)
    return {student: path.name for student, path in found.items()}


def problems(folders, *grades):
    """What is said of each student."""
    found = everybody(folders, NAME, ClassGrades((MASTER,), grades))
    return {each.grade.student: each.problem for each in found}


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("eve/12-boss/12-boss (1).ipynb", "“12-boss (1).ipynb” has its cells"),
        ("eve/12-boss/12-boss.ipynb.txt", "“12-boss.ipynb.txt” has its cells"),
        ("eve/12-boss/12-boss/12-boss.ipynb", "“12-boss/12-boss.ipynb” has its cells"),
        ("eve/12-boss/answer.pdf", "What is there: “answer.pdf”."),
        ("eve/12-boss/timestamp.txt", "The folder is empty."),
        ("eve/12-Boss/12-boss.ipynb", "What was handed in lies in"),
        ("eve/12-boss (1)/12-boss.ipynb", "What was handed in lies in"),
        ("eve/12-boss.ipynb", "What was handed in lies in"),
        ("eve/12-bos/12-boss.ipynb", "What was handed in lies in"),
        ("eve/homework/last version/answer.ipynb", "What was handed in lies in"),
    ],
)
def test_who_handed_in_what_no_batch_takes_is_there_and_has_no_points(folders, path, words):
    """A wrong name, case, suffix, folder; nothing at all: what it is, and no zero."""
    put(folders, f"submitted/{path}")
    (found,) = everybody(folders, NAME, ClassGrades((MASTER,), ()))
    assert words in found.problem
    assert [(cell.name, cell.points, cell.of) for cell in found.grade.cells] == [("ask-order", None, 2.0)]
    assert not found.final


@pytest.mark.parametrize("name", ["a*b", "who?", "[eve]", "two\nlines", "..x"])
def test_a_name_that_nbgrader_cannot_have_is_told(folders, name):
    """It would find no file of that folder, whatever is typed."""
    put(folders, f"submitted/{name}/12-boss/12-boss.ipynb")
    assert problems(folders)[name].startswith(f"{name!r} cannot be a student's name for nbgrader: it ")


def test_a_folder_s_name_in_another_form_is_no_second_student(folders):
    """A disk may take the letters of a name apart; only where both folders are there are two to be told of."""
    composed, taken_apart = "Zo\u00eb", "Zoe\u0308"
    put(folders, f"submitted/{taken_apart}/12-boss/12-boss.ipynb")
    put(folders, f"autograded/{composed}/12-boss/12-boss.ipynb")
    assert problems(folders, grade(composed, 2.0)) == {composed: ""}
    put(folders, f"submitted/{composed}/12-boss/12-boss.ipynb")
    assert list(problems(folders, grade(composed, 2.0))) == [taken_apart, composed]


def test_another_assignment_is_not_taken_for_it(folders):
    """Neither one of nearly its name that the course has, nor a longer name with other cells."""
    put(folders, "submitted/eve/12-boss-extra/12-boss-extra.ipynb")
    for name in ("12-bosses", "07-branches"):
        put(folders, f"submitted/eve/{name}/{name}.ipynb", NOTEBOOK.replace('"ask"', '"relay"'))
    assert lying(folders) == {}


def test_a_folder_of_its_name_goes_before_one_of_nearly_its_name(folders):
    """And who is excluded in the configuration is left out."""
    for path in ("eve/12-Boss/a", "eve/12-boss/12-boss.ipynb", "eve/12-boss (1)/a", "nobody/12-boss/a"):
        put(folders, f"submitted/{path}")
    assert lying(folders) == {"eve": NAME}


def test_who_is_graded_has_no_problem(folders):
    """Nor has a submission that somebody has cleared away since."""
    put(folders, "submitted/ada/12-boss/12-boss.ipynb")
    for student in ("ada", "tim"):
        put(folders, f"autograded/{student}/12-boss/12-boss.ipynb")
    assert problems(folders, grade("ada", 2.0), grade("tim", 0.0)) == {"ada": "", "tim": ""}


def test_what_is_not_graded_yet_says_what_to_type(folders):
    """A batch has not been there; or it has, and could not."""
    for student in ("ada", "tim", "bo"):
        put(folders, f"submitted/{student}/12-boss/12-boss.ipynb", "{" if student == "bo" else NOTEBOOK)
    told = problems(folders, grade("tim", None), grade("bo", None))
    assert told["ada"] == "Not autograded yet. Type: asynclab autograde 12-boss"
    assert told["tim"].endswith("asynclab autograde 12-boss --student tim")
    assert told["bo"].startswith("12-boss.ipynb: Its file could not be read as a notebook")


def test_what_a_person_has_graded_in_place_of_an_unreadable_file_is_final(folders):
    """Until then its reason is the problem; a person's points end it."""
    put(folders, "submitted/ada/12-boss/12-boss.ipynb", "{")
    put(folders, "autograded/ada/12-boss/12-boss.ipynb", '{"metadata": {"asynclab": {"placeholder": "Not read."}}}')
    assert problems(folders, grade("ada", None))["ada"].startswith("Not read. Ask the student")
    by_hand = CellGrade("ask-order", 1.0, 2.0, by_hand=False, given=True, notebook=NAME)
    (found,) = everybody(folders, NAME, ClassGrades((MASTER,), (StudentGrade("ada", (by_hand,)),)))
    assert (found.problem, found.final) == ("", True)


def test_points_of_an_earlier_submission_are_told_to_be(folders):
    """The newer one lies under another name: its predecessor's points do not count silently."""
    put(folders, "submitted/ada/12-boss/12-boss (1).ipynb")
    put(folders, "autograded/ada/12-boss/12-boss.ipynb")
    (found,) = everybody(folders, NAME, ClassGrades((MASTER,), (grade("ada", 2.0),)))
    assert found.problem.endswith("The points are those of what was handed in before.")
    assert not found.final


def test_a_second_file_with_other_answers_is_to_be_looked_at(folders):
    """The grade of the first stands, and the second is named; one without answers is nothing to look at."""
    put(folders, "submitted/ada/12-boss/12-boss.ipynb")
    put(folders, "submitted/ada/12-boss/12-boss (1).ipynb", NOTEBOOK.replace('"source": ""', '"source": "x = 1"'))
    put(folders, "submitted/bo/12-boss/12-boss.ipynb")
    put(folders, "submitted/bo/12-boss/12-boss (1).ipynb")
    for student in ("ada", "bo"):
        put(folders, f"autograded/{student}/12-boss/12-boss.ipynb")
    ada, bo = everybody(folders, NAME, ClassGrades((MASTER,), (grade("ada", 2.0), grade("bo", 2.0))))
    assert "“12-boss (1).ipynb” lies beside 12-boss.ipynb" in ada.look
    assert (ada.problem, ada.final) == ("", True)
    assert (bo.look, bo.final) == ("", True)
