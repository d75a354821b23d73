"""An nbgrader course that was there before, with one line more in its configuration: nbgrader's own example course.

A class is graded by nbgrader's engine and by ours. Every score is compared; the few that differ are listed here, each
with its reason.
"""

import copy
import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbgrader.api import Gradebook

from asynclab.grade.nbgrader_app.commands import COMMAND

from .course import Course

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]

LINE = "from asynclab.nbgrader import use_our_engine; use_our_engine()\n"
PROBLEMS = ("problem1", "problem2")

SQUARES = "def squares(n):\n    if n < 1:\n        raise ValueError\n    return [i ** 2 for i in range(1, n + 1)]"
SUM = "def sum_of_squares(n):\n    return sum(squares(n))"
OWN = "def sum_of_squares(n):\n    return sum(i ** 2 for i in range(1, n + 1))"
RIGHT = {"squares": SQUARES, "sum_of_squares": SUM}
WRITTEN = {
    "sum_of_squares_equation": "$\\sum_{i=1}^n i^2$",
    "sum_of_squares_application": "def pyramidal_number(n):\n    return sum_of_squares(n)",
    "part-a": "Fibonacci.",
    "part-b": "Below zero.",
}
ANSWERS = {
    "right": RIGHT,
    "right-and-written": RIGHT | WRITTEN,
    "blank": {},
    "from-zero": RIGHT | {"squares": "def squares(n):\n    return [i ** 2 for i in range(n)]"},
    "not-by-squares": RIGHT | {"sum_of_squares": OWN},
    "raises": RIGHT | {"squares": "def squares(n):\n    return 1 / 0"},
    "noisy": RIGHT | {"sum_of_squares": f"import sys\nprint('hm', file=sys.stderr)\n{SUM}"},
    "exits": RIGHT | {"sum_of_squares_application": "import sys\nsys.exit(0)"},
    "kills-its-process": RIGHT | {"sum_of_squares_application": "import os\nos._exit(0)"},
}
# where ours gives another score than nbgrader: (student, cell), nbgrader's, ours
DIFFERENT = {
    # nbgrader leaves a test that was deleted without a score, for a person; ours puts it back and grades it
    ("deletes-a-test", "correct_squares"): (None, 1.0),
    # nbgrader runs the rest without it; ours puts the stub back, and this test passes for a stub as well
    ("deletes-an-answer", "sum_of_squares_uses_squares"): (0.0, 0.5),
    # nbgrader gives the whole notebook up when its process ends; ours leaves out the cell that ended it
    ("kills-its-process", "correct_squares"): (None, 1.0),
    ("kills-its-process", "squares_invalid_input"): (None, 1.0),
    ("kills-its-process", "correct_sum_of_squares"): (None, 0.5),
    ("kills-its-process", "sum_of_squares_uses_squares"): (None, 0.5),
    ("kills-its-process", "sum_of_squares_equation"): (None, 0.0),
}


def quickstart(folder):
    """`nbgrader quickstart`: the example course, as everybody gets it."""
    subprocess.run([*COMMAND, "quickstart", folder.name], cwd=folder.parent, check=True, capture_output=True)
    return Course(folder)


def submitted(course, student, problem):
    """Where a student's notebook is handed in."""
    return course.root / "submitted" / student / "ps1" / f"{problem}.ipynb"


def hand_in(course, student, answers, change=lambda notebook: None):
    """Answer the problems, and do something to the notebooks. Who has no answer to the second leaves it out."""
    for problem in PROBLEMS if answers.keys() & {"part-a"} or not answers else PROBLEMS[:1]:
        notebook = nbformat.read(course.root / "release" / "ps1" / f"{problem}.ipynb", 4)
        for cell in notebook.cells:
            cell.source = answers.get(grade_id(cell), cell.source)
        change(notebook)
        path = submitted(course, student, problem)
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)


def grade_id(cell):
    """nbgrader's name of a cell; "" for one without."""
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def without(*ids):
    """A change: delete these cells."""

    def change(notebook):
        notebook.cells = [cell for cell in notebook.cells if grade_id(cell) not in ids]

    return change


def with_easy_tests(notebook):
    """A change: the student makes the tests pass by writing them anew."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade") and not cell.metadata.nbgrader.solution:
            cell.source = "pass"


def scores(course):
    """Each score in the gradebook by student and cell, with whether a person is asked to look."""
    found = {}
    with Gradebook(f"sqlite:///{course.root / 'gradebook.db'}") as gradebook:
        for submission in gradebook.assignment_submissions("ps1"):
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    found[submission.student_id, grade.name] = (grade.auto_score, grade.needs_manual_grade)
    return found


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    """The example course after the same class was graded: by nbgrader, and with the one line."""
    stock = quickstart(tmp_path_factory.mktemp("example") / "stock")
    stock.nbgrader("generate_assignment", "ps1")
    for student, answers in ANSWERS.items():
        hand_in(stock, student, answers)
    hand_in(stock, "deletes-a-test", RIGHT, without("correct_squares"))
    hand_in(stock, "deletes-an-answer", RIGHT, without("squares"))
    hand_in(stock, "rewrites-the-tests", {}, with_easy_tests)
    ours = Course(Path(shutil.copytree(stock.root, stock.root.parent / "ours")))
    with (ours.root / "nbgrader_config.py").open("a") as config:
        config.write(LINE)
    stock.nbgrader("autograde", "ps1", succeeds=False)
    ours.nbgrader("autograde", "ps1")
    return stock, ours


def test_every_score_is_nbgraders_or_is_listed(both):
    """Right, wrong, blank, crashing, deleted, rewritten, by hand: cell by cell, with what a person has to look at."""
    stock, ours = map(scores, both)
    students = {student for student, _ in ours}
    assert len(students) == len(ANSWERS) + 3
    different = {key: (stock.get(key, (None, False))[0], ours[key][0]) for key in ours if stock.get(key) != ours[key]}
    assert different == DIFFERENT


def test_the_release_is_nbgraders_own(both, tmp_path):
    """The line changes how work is graded, and nothing of what is handed out: cells without markers are replaced."""
    _, ours = both
    before = {problem: (ours.root / "release" / "ps1" / f"{problem}.ipynb").read_bytes() for problem in PROBLEMS}
    again = Course(Path(shutil.copytree(ours.root, tmp_path / "again", ignore=shutil.ignore_patterns("submitted"))))
    again.nbgrader("generate_assignment", "ps1", "--force")
    assert {name: sources(again.root / "release" / "ps1" / f"{name}.ipynb") for name in PROBLEMS} == {
        name: [cell["source"] for cell in nbformat.reads(text.decode(), 4).cells] for name, text in before.items()
    }
    assert "pyramidal_number" not in str(before)


def sources(path):
    """The text of a notebook's cells."""
    return [copy.copy(cell.source) for cell in nbformat.read(path, 4).cells]


def test_feedback_and_export_go_on(both):
    """nbgrader's own verbs read what our engine leaves."""
    _, ours = both
    ours.nbgrader("generate_feedback", "ps1")
    ours.nbgrader("export")
    assert (ours.root / "feedback" / "right" / "ps1" / "problem1.html").is_file()
    assert "right-and-written" in (ours.root / "grades.csv").read_text()


def test_the_report_is_true_of_plain_assignments(both):
    """A test that failed is named with its error, what a person grades is said to wait, and nobody kept a promise."""
    _, ours = both
    command = [Path(sys.executable).with_name("asynclab"), "report", "ps1"]
    env = os.environ | {"COLUMNS": "200"}
    printed = subprocess.run(command, cwd=ours.root, env=env, capture_output=True, text=True, check=True).stdout
    assert "promise" not in printed
    assert "correct_squares (and 2 more) - ZeroDivisionError: division by zero" in printed
    assert "squares_invalid_input - AssertionError: did not raise" in printed
    assert "part-a, part-b: a person has to grade them." in " ".join(printed.replace("│", " ").split())
    assert "not handed in: problem2.ipynb" in printed


def test_the_engine_can_be_tried_before_the_line_is_written(both):
    """`asynclab autograde --force --dry-run` in the course as it was: prints what would change, and writes nothing."""
    stock, _ = both
    before = scores(stock)
    command = [Path(sys.executable).with_name("asynclab"), "autograde", "--force", "--dry-run"]
    done = subprocess.run(command, cwd=stock.root, capture_output=True, text=True, check=False)
    assert "kills-its-process" in done.stdout, done.stdout + done.stderr
    assert scores(stock) == before
