"""A course made by `asynclab init`: its README's commands, typed one after another, to a graded class."""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from asynclab.course.authoring.new_course import new_course

from .course import Course

pytestmark = pytest.mark.slow

NAME = "01-side-by-side"
BIN = Path(sys.executable).parent


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """A new course as a colleague gets it by `git clone`: both editions are in it, a gradebook is not."""
    made = new_course(tmp_path_factory.mktemp("teach") / "autumn")
    return Course(Path(shutil.copytree(made.folder, made.folder.parent / "elsewhere" / "clone")))


def asynclab(course, *arguments, succeeds=True):
    """What `asynclab ...` prints in the course's folder, errors included where it has to fail."""
    done = subprocess.run(
        [BIN / "asynclab", *arguments],
        cwd=course.root,
        env=os.environ | {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}", "PYTHONWARNINGS": "ignore"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode == 0) is succeeds, done.stdout + done.stderr
    return done.stdout if succeeds else done.stdout + done.stderr


def hand_in(course, student, answer):
    """Put a student's notebook where `nbgrader collect` would."""
    notebook = nbformat.read(course.root / "release" / NAME / f"{NAME}.ipynb", 4)
    for cell in notebook.cells:
        if cell.id == "brief":
            cell.source = answer
        if cell.id == "answer_1":
            cell.source = 'answer_1 = "b"'
    folder = course.root / "submitted" / student / NAME
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / f"{NAME}.ipynb")


def answer(course, kind, name):
    """A kept answer's text."""
    return (course.root / "tests" / "answers" / NAME / "brief" / kind / f"{name}.py").read_text()


def test_a_clone_is_graded_by_the_readmes_commands(course):
    """generate, release, autograde, feedback, export, report, each once and without --force."""
    hand_in(course, "ada", answer(course, "right", "task_group"))
    hand_in(course, "tim", answer(course, "wrong", "one_after_another"))
    course.nbgrader("generate_assignment", NAME)
    course.nbgrader("release_assignment", NAME)
    assert f"autumn {NAME}" in course.nbgrader("list")
    asynclab(course, "autograde")
    course.nbgrader("generate_feedback", NAME)
    course.nbgrader("export")
    with (course.root / "grades.csv").open(newline="") as file:
        assert {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)} == {"ada": 6.0, "tim": 4.0}
    assert "They ran one after another" not in page(course, "ada")
    assert "They ran one after another" in page(course, "tim")
    assert "HIDDEN" not in page(course, "tim")
    assert "It took 5 s." in asynclab(course, "report")


UNGRADED = {
    "broken": ("{name}.ipynb", "could not be read as a notebook"),
    "copied": ("{name} (1).ipynb", "has its cells"),
    "mailed": ("{name}.ipynb.txt", "has its cells"),
    "unpacked": ("{name}/{name}.ipynb", "has its cells"),
    "scanned": ("answer.pdf", "What is there"),
    "forgot": ("timestamp.txt", "The folder is empty"),
}


def test_what_could_not_be_graded_is_nowhere_a_zero(course):
    """Unreadable, under another name, nothing at all: each is in the report and in grades.csv, with why.

    One of them renamed as it was told to is graded.
    """
    for student, (name, _) in UNGRADED.items():
        hand_in(course, student, answer(course, "right", "task_group"))
        folder = course.root / "submitted" / student / NAME
        text = (folder / f"{NAME}.ipynb").read_text()
        (folder / f"{NAME}.ipynb").unlink()
        place = folder / name.format(name=NAME)
        place.parent.mkdir(exist_ok=True)
        place.write_text({"broken": text[:500], "forgot": "2026-11-28 12:00 UTC"}.get(student, text))
    done = asynclab(course, "autograde", "--quiet", succeeds=False)
    assert "mv " in done
    printed = asynclab(course, "report")
    course.nbgrader("export")
    with (course.root / "grades.csv").open(newline="") as file:
        lines = {row["student_id"]: row for row in csv.DictReader(file)}
    for student, (_, why) in UNGRADED.items():
        assert re.search(rf"{student} +│ +\? / 6", printed)
        assert (lines[student]["raw_score"], lines[student]["score"]) == ("", "")
        assert why in lines[student]["remark"]
    assert (lines["ada"]["score"], lines["ada"]["remark"]) == ("6.0", "")

    *_, move = lines["copied"]["remark"].partition("mv ")
    subprocess.run(["sh", "-c", f"mv {move}"], cwd=course.root, check=True)
    asynclab(course, "autograde", "--quiet", "--student", "copied")
    assert re.search(r"copied +│ +6 / 6", asynclab(course, "report"))


def test_canvas_and_moodle_get_the_grades_of_the_class(course):
    """By nbgrader's own command; who could not be graded has no grade, and who is not in the mapping is named."""
    (course.root / "canvas-students.csv").write_text("nbgrader,ID\nada,1\ntim,2\nbroken,3\n")
    (course.root / "moodle-students.csv").write_text(
        "nbgrader,Email address\nada,a@x.org\ntim,t@x.org\nbroken,b@x.org\n"
    )
    said = course.nbgrader(
        "export", "--exporter=asynclab.nbgrader.CanvasExport", f"--CanvasExport.assignment_ids={NAME}=4711"
    )
    assert "so not exported: copied, forgot, mailed, scanned, unpacked." in said
    with (course.root / "canvas.csv").open(newline="") as file:
        grades = {row["ID"]: row[f"{NAME} (4711)"] for row in csv.DictReader(file)}
    assert grades == {"": "6", "1": "6", "2": "4", "3": ""}
    course.nbgrader("export", "--exporter=asynclab.nbgrader.MoodleExport")
    with (course.root / "moodle.csv").open(newline="") as file:
        told = {row["Email address"]: (row[NAME], row["Feedback comments"]) for row in csv.DictReader(file)}
    assert told["a@x.org"] == ("6", "6 of 6 points")
    assert told["t@x.org"][0] == "4"
    assert "They ran one after another" in told["t@x.org"][1]
    assert told["b@x.org"][0] == ""
    assert "could not be graded" in told["b@x.org"][1]


def page(course, student):
    """A student's feedback."""
    return (course.root / "feedback" / student / NAME / f"{NAME}.html").read_text()


def test_a_chapter_that_was_built_anew_is_graded_as_it_is_now(course):
    """`generate_assignment` after a build registers what the chapter says now: no old test grades in secret."""
    file = course.root / "notebooks" / f"{NAME}.md"
    text = file.read_text()
    for old, new in (("points = 6", "points = 7"), ("points = 5", "points = 6"), ('"points": 2', '"points": 3')):
        text = text.replace(old, new, 1)
    file.write_text(text)
    asynclab(course, "build")
    course.nbgrader("generate_assignment", NAME)
    said = asynclab(course, "autograde", "--force", "--quiet", succeeds=False)  # one file cannot be read
    assert "7 / 7" in asynclab(course, "report")
    assert "not recognized" not in said


def test_a_demo_shows_a_class(course):
    """The README's first command; it names places that are there, and no make target."""
    printed = asynclab(course, "demo")
    assert "16 submissions" in printed
    assert "make " not in printed
    assert "jupyter lab build/demo/release/01-side-by-side/01-side-by-side.ipynb" in printed
    assert (course.root / "build/demo/release/01-side-by-side/01-side-by-side.ipynb").is_file()


def test_a_second_notebook_that_was_not_graded_is_told_to_everybody(course):
    """The one by the chapter's name has its points; the report, grades.csv and the feedback name the other."""
    hand_in(course, "two", answer(course, "right", "task_group"))
    folder = course.root / "submitted" / "two" / NAME
    (folder / f"{NAME}.ipynb").rename(folder / f"{NAME} (1).ipynb")
    (folder / f"{NAME}.ipynb").write_text((course.root / "release" / NAME / f"{NAME}.ipynb").read_text())
    asynclab(course, "autograde", "--quiet", "--student", "two")
    course.nbgrader("generate_feedback", NAME, "--student", "two")
    assert re.search(rf"two +│ +0 / [67] │ \? “{NAME} \(1\).ipynb”", asynclab(course, "report"))
    course.nbgrader("export")
    with (course.root / "grades.csv").open(newline="") as file:
        (line,) = (row for row in csv.DictReader(file) if row["student_id"] == "two")
    assert (line["score"], "with other answers" in line["remark"]) == ("0.0", True)
    assert "Another file was not graded." in page(course, "two")
