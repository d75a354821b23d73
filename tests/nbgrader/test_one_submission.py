"""One submission by itself is worth what it is worth in a batch: `asynclab grade` has no engine of its own."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from asynclab.cli import app
from asynclab.grade.gradebook.database import class_grades
from asynclab.grade.gradebook.results import database, results
from asynclab.grade.sandbox.detect import AUTO
from asynclab.grade.sandbox.early import EarlyProcesses
from asynclab.grade.sandbox.process import FORK_SERVER, JUDGE
from asynclab.grade.single.chapter_files import chapter_files
from asynclab.grade.single.grading import grade_one
from asynclab.grade.single.instructor_notebook import edition

from .cases import load_cases
from .class_of_cases import CHAPTER, graded, open_hall
from .course import ROOT, chapter
from .grading import RIGHT, WRONG
from .kept_processes import JudgesThere

pytestmark = pytest.mark.slow

# Of each kind that a file, an answer or an attack can be, what neither waits for a limit nor shows the time of day.
CHOSEN = (
    "honest-syntax-error honest-own-cells honest-tests-deleted honest-html-and-pictures honest-files-of-its-own "
    "honest-nest-asyncio2 forged-run-fitting exits-at-once builtins-patched given-functions-redefined "
    "file-utf-16 file-a-link-to-a-neighbour broken-json broken-name"
).split()


@pytest.fixture(scope="module")
def hall(tmp_path_factory):
    """Chapter 12 in a course of its own."""
    return open_hall(tmp_path_factory.mktemp("hall"))


@pytest.fixture(scope="module")
def batch(hall):
    """The chosen cases, graded in one batch: by student, what the class report has of them."""
    cases = tuple(case for case in load_cases() if case.name in CHOSEN)
    assert len(cases) == len(CHOSEN)
    graded(hall, cases)
    return {each.grade.student: each for each in results(hall.root, CHAPTER)}


@pytest.fixture
def early():
    """The processes of one submission, under way as the command has them."""
    with EarlyProcesses(AUTO, (JUDGE, FORK_SERVER)) as processes:
        yield processes


def points(grade):
    """By cell: its points, the most there are, and whether a person is asked to look."""
    return {cell.name: (cell.points, cell.of, cell.by_hand) for cell in grade.cells}


@pytest.mark.parametrize("name", CHOSEN)
def test_a_submission_alone_is_worth_what_it_is_in_a_batch(hall, batch, name):
    """Points, outcomes, messages and notes of each cell, and the graded notebook to the last byte."""
    folder = hall.root / "submitted" / name / CHAPTER
    alone = grade_one(folder, chapter_files(CHAPTER, hall.root), JudgesThere())
    there = batch[name]
    assert there.problem.startswith(alone.result.problem)  # the report goes on with what to do in a course
    assert bool(alone.result.problem) == bool(there.problem)
    assert alone.result.readings == there.readings
    assert alone.result.notes == there.notes
    assert points(alone.result.grade) == points(there.grade)
    kept = hall.root / "autograded" / name / CHAPTER / f"{CHAPTER}.ipynb"
    if kept.exists():
        assert nbformat.writes(alone.notebook).strip() == kept.read_text(encoding="utf-8").strip()
    else:
        assert alone.notebook is None
    assert (alone.points is None) == bool(there.problem or there.grade.ungraded)


def test_the_file_may_be_called_otherwise_and_the_notebook_with_the_tests_may_lie_anywhere(
    hall, batch, tmp_path, early
):
    """A container has neither a course nor a rule for names: whoever names a file says what it is."""
    name = "honest-syntax-error"
    chapter, work = tmp_path / "chapter", tmp_path / "work"
    shutil.copytree(hall.root / "source" / CHAPTER, chapter)
    work.mkdir()
    shutil.copyfile(hall.root / "submitted" / name / CHAPTER / f"{CHAPTER}.ipynb", work / "my work (1).ipynb")
    alone = grade_one(work / "my work (1).ipynb", chapter_files(str(chapter / f"{CHAPTER}.ipynb"), tmp_path), early)
    assert alone.result.readings == batch[name].readings
    assert points(alone.result.grade) == points(batch[name].grade)


def test_an_instructors_notebook_says_what_the_gradebook_does(hall):
    """The student edition that is made on the way is the released file, and what is known of it, nbgrader's rows."""
    made = edition(chapter_files(CHAPTER, hall.root), CHAPTER)
    assert nbformat.writes(made.released) + "\n" == hall.chapter.folder.joinpath(f"{CHAPTER}.ipynb").read_text()
    (kept,) = class_grades(database(hall.root), CHAPTER).notebooks
    assert made.master.points == kept.points
    assert made.master.kernelspec == kept.kernelspec
    assert {cell.name: cell for cell in made.master.cells} == {cell.name: cell for cell in kept.cells}


@pytest.fixture
def autograder(tmp_path):
    """The folder that Gradescope lays out, with what docs/one-submission.md puts into it: two tasks under its name."""
    page = (ROOT / "docs" / "one-submission.md").read_text(encoding="utf-8")
    _, script = re.findall(r"^```bash\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    for folder in ("source/chapter", "submission", "results", "env/bin"):
        (tmp_path / folder).mkdir(parents=True)
    nbformat.write(chapter(), tmp_path / "source" / "chapter" / f"{CHAPTER}.ipynb")
    (tmp_path / "env" / "bin" / "asynclab").symlink_to(Path(sys.executable).with_name("asynclab"))
    (tmp_path / "run_autograder").write_text(script, encoding="utf-8")
    (tmp_path / "run_autograder").chmod(0o755)
    return tmp_path


def results_of(autograder, text, name=f"{CHAPTER}.ipynb"):
    """What `run_autograder` leaves in results.json of a file that was handed in."""
    (autograder / "submission" / name).write_text(text, encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "HOME": str(autograder)}
    subprocess.run([autograder / "run_autograder"], cwd="/", env=environment, check=True, capture_output=True)
    assert [path.name for path in (autograder / "results").iterdir()] == ["results.json"]
    return json.loads((autograder / "results" / "results.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("answers", "score"), [(RIGHT, 5.0), (WRONG, 2.0)])
def test_gradescopes_script_as_documented_writes_the_points(autograder, answers, score):
    """In a plain folder, started from elsewhere, with nothing of a course around it."""
    handed_in = chapter()
    for cell in handed_in.cells:
        cell.source = answers.get(cell.id, cell.source)
    told = results_of(autograder, nbformat.writes(handed_in))
    assert told["score"] == score
    assert [test["score"] for test in told["tests"]] == [score - 2.0, 2.0]


def test_gradescopes_script_gives_no_score_to_what_is_no_notebook(autograder):
    """Its student reads why, and that it is no zero."""
    told = results_of(autograder, "{")
    assert "score" not in told
    assert "it is not JSON" in told["output"]
    (autograder / "submission" / f"{CHAPTER}.ipynb").unlink()
    told = results_of(autograder, nbformat.writes(chapter()), "my answers.ipynb")
    assert "score" not in told
    assert f"There is no {CHAPTER}.ipynb in what was handed in. Save your work under that name" in told["output"]


def test_a_configuration_that_cannot_be_read_is_not_the_students_fault(tmp_path):
    """A platform has results to show, and no score; whoever grades reads what to mend."""
    course = Path(shutil.copytree(ROOT / "source" / CHAPTER, tmp_path / "course" / "source" / CHAPTER)).parents[1]
    (course / "nbgrader_config.py").write_text("c = get_config()\nexit()\n")
    notebook = ROOT / "release" / CHAPTER / f"{CHAPTER}.ipynb"
    command = ["grade", str(notebook), "--chapter", CHAPTER, "--root", str(course), "--as", "gradescope"]
    done = CliRunner().invoke(app, command)
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert "score" not in told
    assert "nbgrader_config.py" not in told["output"]
    assert "nbgrader_config.py:2 cannot be read: SystemExit" in done.stderr
