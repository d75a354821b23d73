"""A batch of our engine: what it leaves in the gradebook and the folders, and that it can be ended and goes on."""

import copy
import hashlib
import json
import os
import shutil
import signal
import subprocess
from datetime import datetime

import nbformat
import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import NbGraderException
from nbgrader.plugins import LateSubmissionPlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets.config import Config
from typer.testing import CliRunner

from asynclab.cli import app
from asynclab.grade.gradebook.database import grades
from asynclab.grade.gradebook.placeholder import raw_name, reason_at
from asynclab.grade.gradebook.results import database, results
from asynclab.grade.nbgrader_app import autograde
from asynclab.grade.nbgrader_app.autograde import Autograde
from asynclab.grade.nbgrader_app.autograde_command import environment
from asynclab.grade.nbgrader_app.commands import COMMAND
from asynclab.grade.sandbox.process import SandboxedProcess

from .course import CHAPTER, Course, chapter, make_course
from .grading import RIGHT, WRONG, answered, counting, grade, points

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def template(tmp_path_factory):
    """A generated course, to be copied."""
    return make_course(tmp_path_factory.mktemp("batch") / "template")


@pytest.fixture
def course(template, tmp_path):
    """A course with a chapter of two tasks, for one test."""
    return Course(shutil.copytree(template.root, tmp_path / "course"))


def snapshot(course):
    """Everything that a batch could change: the files of the course but its inputs, and each row of the database."""
    files = {
        str(path.relative_to(course.root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted((course.root / "autograded").rglob("*"))
        if path.is_file()
    }
    return files, hashlib.sha256((course.root / "gradebook.db").read_bytes()).hexdigest()


def test_a_dry_run_prints_what_would_change_and_changes_nothing(course, capsys):
    """Per student and graded cell, the old grade and the new one; no row, no file."""
    course.submit("ada", answered(course, WRONG))
    course.submit("bob", answered(course, RIGHT))
    grade(course)
    capsys.readouterr()
    grade(course, Autograde={"dry_run": True, "force": True})
    assert capsys.readouterr().out == "No grade would change.\n"
    path = course.root / "submitted" / "ada" / CHAPTER / f"{CHAPTER}.ipynb"
    nbformat.write(answered(course, RIGHT), path)
    course.submit("new", answered(course, RIGHT))
    before = snapshot(course)
    capsys.readouterr()
    grade(course, Autograde={"dry_run": True, "force": True})
    assert snapshot(course) == before
    assert [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()] == [
        "ada 01-mini/one-check failed 0 -> passed 3 (handed in anew)",
        "new 01-mini/one-check none -> 3",
        "new 01-mini/two-check none -> 2",
    ]


def test_the_same_code_is_not_executed_for_everybody(course):
    """Whose notebook it is makes no difference: all have the same outputs and points."""
    for student in ("ada", "bob", "cyd", "dan", "eve", "fay", "gus"):
        course.submit(student, answered(course, RIGHT))
    engine = counting()
    grade(course, engine, Autograde={"workers": 1})
    assert set(points(course).values()) == {points(course)["ada"]}
    graded = [course.autograded(student) for student in points(course)]
    assert all(notebook == graded[0] for notebook in graded)
    assert engine.count <= 4  # so many can be under way before the first is known: two executed, two judged


def test_what_has_not_changed_is_not_executed_again(course, monkeypatch):
    """Nothing is executed in the second batch; stored outputs are kept, and their scores are saved anew."""
    course.submit("ada", answered(course, RIGHT))
    course.submit("bob", answered(course, WRONG))
    grade(course)
    before, _ = snapshot(course)
    with Gradebook(database(course.root)) as gradebook:
        for name in ("one-check", "two-check"):
            gradebook.find_grade(name, CHAPTER, CHAPTER, "bob").auto_score = 1.0
        gradebook.db.commit()
    executes, started = counting(), []

    def start(containment, program, lane):
        started.append(program)
        return SandboxedProcess(containment, program, lane)

    monkeypatch.setattr(autograde, "starter", lambda: start)
    grade(course, executes, Autograde={"force": True})
    assert executes.count == 0
    assert started == []  # nor has anybody read the chapter
    assert points(course) == {"ada": (3.0, 2.0), "bob": (0.0, 2.0)}
    assert snapshot(course)[0] == before


def test_what_has_changed_is_executed_again_and_so_is_all_without_reuse(course):
    """A new answer, or an instructor who says so."""
    course.submit("ada", answered(course, WRONG))
    course.submit("bob", answered(course, RIGHT))
    grade(course)
    nbformat.write(answered(course, RIGHT), course.root / "submitted" / "ada" / CHAPTER / f"{CHAPTER}.ipynb")
    executes = counting()
    grade(course, executes, Autograde={"force": True})
    assert points(course) == {"ada": (3.0, 2.0), "bob": (3.0, 2.0)}
    assert executes.count == 1
    grade(course, executes, Autograde={"force": True, "reuse": False})
    assert executes.count == 3


def test_a_graded_notebook_that_somebody_has_changed_is_made_anew(course):
    """Its outputs cleared in JupyterLab, or put there from another's: points come from what is executed."""
    for student, answers in {"ada": RIGHT, "bob": WRONG, "cyd": RIGHT}.items():
        course.submit(student, answered(course, answers))
    grade(course)
    kept = {student: course.autograded(student) for student in ("ada", "bob", "cyd")}
    cleared, copied = (copy.deepcopy(kept[student]) for student in ("ada", "bob"))
    for cell, others in zip(copied.cells, kept["cyd"].cells, strict=True):
        if cell.cell_type == "code":
            cell.outputs = others.outputs
    for cell in cleared.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    for student, changed in {"ada": cleared, "bob": copied}.items():
        path = course.root / "autograded" / student / CHAPTER / f"{CHAPTER}.ipynb"
        path.chmod(0o644)
        nbformat.write(changed, path)
    executes = counting()
    grade(course, executes, Autograde={"force": True})
    assert points(course) == {"ada": (3.0, 2.0), "bob": (0.0, 2.0), "cyd": (3.0, 2.0)}
    assert {student: course.autograded(student) for student in kept} == kept
    assert executes.count == 2


@pytest.mark.parametrize("one", ["def one():\n    while True: pass", "while True: pass", "import os\nos._exit(1)"])
def test_what_ran_out_of_time_or_broke_is_not_run_again_until_limits_change(course, one):
    """An endless loop is endless tomorrow too; whoever grants more time has everybody concerned run again."""
    course.submit("ada", answered(course, RIGHT | {"one": one}))
    limits = {"Execute": {"timeout": 2}}
    grade(course, **limits, Autograde={"run_timeout": 0.5})
    executes = counting()
    grade(course, executes, **limits, Autograde={"force": True, "run_timeout": 0.5})
    assert executes.count == 0
    grade(course, executes, **limits, Autograde={"force": True, "run_timeout": 1.0})
    assert executes.count == 1
    assert points(course) == {"ada": (0.0, 2.0)}


def test_a_check_that_cannot_be_asked_ends_a_batch_that_has_to_ask_it(course):
    """It is the chapter's fault and no submission's: nobody gets a placeholder, and grades are as they were."""
    course.submit("ada", answered(course, RIGHT))
    grade(course)
    source = course.root / "source" / CHAPTER / f"{CHAPTER}.ipynb"
    broken = source.read_text().replace("returned(1)", "returned(1 / 0)")
    assert broken != source.read_text()
    source.write_text(broken)
    course.nbgrader("generate_assignment", CHAPTER, "--force")
    before = snapshot(course)
    with pytest.raises(
        NbGraderException, match=r"“one-check” cannot be used: .*: division by zero\. Nothing was graded"
    ):
        grade(course, Autograde={"force": True})
    assert snapshot(course) == before


def test_a_name_that_nbgrader_cannot_have_costs_nobody_else_anything(course, caplog):
    """A line break is told with what to do; whoever comes later is graded, and nothing is a traceback."""
    for student in ("ada", "two\nlines", "zed"):
        course.submit(student, answered(course, RIGHT))
    with pytest.raises(NbGraderException, match="1 submission could not be graded"):
        grade(course)
    assert points(course) == {"ada": (3.0, 2.0), "zed": (3.0, 2.0)}
    assert "it has a line break in it. Give the folder in submitted/ another name" in caplog.text
    assert "Traceback" not in caplog.text


def test_a_newer_submission_replaces_the_older_one(course):
    """As nbgrader's timestamps say; the same one is left alone."""
    folder = course.submit("ada", answered(course, WRONG))
    (folder / "timestamp.txt").write_text("2026-01-01 10:00:00 UTC")
    grade(course)
    before, executes = snapshot(course), counting()
    grade(course, executes)
    assert executes.count == 0
    assert snapshot(course) == before
    nbformat.write(answered(course, RIGHT), folder / f"{CHAPTER}.ipynb")
    (folder / "timestamp.txt").write_text("2026-01-02 10:00:00 UTC")
    grade(course)
    assert points(course) == {"ada": (3.0, 2.0)}
    with Gradebook(database(course.root)) as gradebook:
        assert gradebook.find_submission(CHAPTER, "ada").timestamp == datetime(2026, 1, 2, 10)


class HandedInMeanwhile(NbGraderPreprocessor):
    """`nbgrader collect --update` while the batch runs: the first time that something is graded."""

    again = None

    def preprocess(self, notebook, resources):
        """Hand in once more, after the first version was executed."""
        if (again := type(self).again) is not None:
            type(self).again = None
            again()
        return notebook, resources


def test_what_is_handed_in_during_a_batch_is_graded_by_the_next(course):
    """The timestamp that is kept is that of what was graded, so that the newer one is seen to be newer."""
    folder = course.submit("ada", answered(course, WRONG))
    (folder / "timestamp.txt").write_text("2026-01-01 10:00:00 UTC")

    def again():
        nbformat.write(answered(course, RIGHT), folder / f"{CHAPTER}.ipynb")
        (folder / "timestamp.txt").write_text("2026-01-02 10:00:00 UTC")

    HandedInMeanwhile.again = staticmethod(again)
    steps = Autograde(config=Config()).autograde_preprocessors
    grade(course, Autograde={"autograde_preprocessors": [*steps, HandedInMeanwhile]})
    assert HandedInMeanwhile.again is None
    assert points(course) == {"ada": (0.0, 2.0)}
    kept = course.root / "autograded" / "ada" / CHAPTER / "timestamp.txt"
    assert kept.read_text() == "2026-01-01 10:00:00 UTC"
    grade(course)
    assert points(course) == {"ada": (3.0, 2.0)}
    assert kept.read_text() == "2026-01-02 10:00:00 UTC"


class HalfOff(LateSubmissionPlugin):
    """A school's own rule."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        """Half a point a day, and far too much for one of them."""
        return 99.0 if student_id == "bob" else total_seconds_late / 86400 / 2


def test_late_penalties_are_those_of_the_configured_plugin(course):
    """Never more than the notebook's points; an extension counts."""
    for student in ("ada", "bob", "cyd", "dan"):
        folder = course.submit(student, answered(course, RIGHT))
        (folder / "timestamp.txt").write_text("2026-01-03 00:00:00 UTC")
    (folder / "timestamp.txt").write_text("2025-12-31 00:00:00 UTC")
    grade(course)
    with Gradebook(database(course.root), "asynclab") as gradebook:
        gradebook.update_or_create_assignment(CHAPTER, duedate="2026-01-01 00:00:00 UTC")
        gradebook.grant_extension(CHAPTER, "cyd", days=1)
    grade(course, Autograde={"force": True}, AssignLatePenalties={"plugin_class": HalfOff})
    penalties = {each.student: each.penalty for each in grades(database(course.root), CHAPTER)}
    assert penalties == {"ada": 1.0, "bob": 5.0, "cyd": 0.5, "dan": 0.0}


def test_points_given_by_hand_stay_and_are_flagged(course):
    """The answer may have changed since a person looked at it."""
    course.submit("ada", answered(course, WRONG))
    grade(course)
    with Gradebook(database(course.root)) as gradebook:
        by_hand = gradebook.find_grade("one-check", CHAPTER, CHAPTER, "ada")
        by_hand.manual_score, by_hand.needs_manual_grade = 2.5, False
        gradebook.db.commit()
    grade(course, Autograde={"force": True})
    with Gradebook(database(course.root)) as gradebook:
        by_hand = gradebook.find_grade("one-check", CHAPTER, CHAPTER, "ada")
        assert (by_hand.auto_score, by_hand.manual_score, by_hand.needs_manual_grade) == (0.0, 2.5, True)


def test_unknown_students_are_added_unless_somebody_says_no(course, capsys):
    """nbgrader's own option."""
    course.submit("ada", answered(course, RIGHT))
    with pytest.raises(NbGraderException):
        grade(course, Autograde={"create_student": False})
    assert points(course) == {}
    grade(course)
    assert points(course) == {"ada": (3.0, 2.0)}


def test_ungraded_by_outputs_that_a_file_came_with(course):
    """--no-execute would believe what a student's file says its code does: refused, and told why."""
    course.submit("ada", answered(course, RIGHT))
    with pytest.raises(NbGraderException, match="--no-execute"):
        grade(course, Execute={"enabled": False})
    assert points(course) == {}


class Shouting(NbGraderPreprocessor):
    """A school's own step."""

    def preprocess_cell(self, cell, resources, index):
        """Change what a cell printed."""
        for output in cell.get("outputs", ()):
            if output.output_type == "stream":
                output.text = output.text.upper()
        return cell, resources


def test_a_schools_own_steps_and_hooks_run(course):
    """Steps of `autograde_preprocessors` on the executed notebook, hooks before and after each submission."""
    heard = []
    course.submit("ada", answered(course, RIGHT | {"one": "print('hello')\ndef one():\n    return 1"}))
    config = Autograde(config=Config()).autograde_preprocessors
    grade(
        course,
        Autograde={
            "autograde_preprocessors": [*config, Shouting],
            "pre_convert_hook": lambda **said: heard.append(("before", sorted(said))),
            "post_convert_hook": lambda **said: heard.append(("after", sorted(said))),
        },
    )
    assert [each.outputs[0].text for each in course.autograded("ada").cells if each.id == "one"] == ["HELLO\n"]
    assert heard == [(when, ["assignment", "notebooks", "student"]) for when in ("before", "after")]


def test_files_beside_the_notebook_are_the_courses_own_where_it_has_some(course):
    """A student's file comes along, a changed one of the course's does not, unless the course lets it."""
    (course.root / "source" / CHAPTER / "data.txt").write_text("ours")
    (course.root / "source" / CHAPTER / "helper.txt").write_text("ours")
    folder = course.submit("ada", answered(course, RIGHT))
    for name in ("data.txt", "helper.txt", "notes.txt"):
        (folder / name).write_text("theirs")
    (folder / "secret").symlink_to("/etc/hostname")
    grade(course, Autograde={"exclude_overwriting": {CHAPTER: ["helper.txt"]}})
    graded = course.root / "autograded" / "ada" / CHAPTER
    assert {path.name: path.read_text() for path in graded.glob("*.txt")} == {
        "data.txt": "ours",
        "helper.txt": "theirs",
        "notes.txt": "theirs",
    }
    assert not (graded / "secret").exists()
    assert {oct(path.stat().st_mode & 0o777) for path in graded.iterdir()} == {"0o444"}


def test_an_assignment_of_two_notebooks_is_one_submission(tmp_path):
    """A missing notebook earns zero and is not flagged, an unknown one is passed over; --notebook grades one alone."""
    course = make_course(tmp_path / "course", notebooks={"a": chapter(), "b": chapter()})
    course.submit("ada", answered(course, RIGHT, "a"), "a")
    course.submit("ada", answered(course, WRONG, "b"), "b")
    course.submit("ada", answered(course, WRONG, "b"), "c")
    course.submit("bob", answered(course, RIGHT, "b"), "b")
    grade(course)
    assert {each.student: [cell.points for cell in each.cells] for each in grades(database(course.root), CHAPTER)} == {
        "ada": [3.0, 0.0, 2.0, 2.0],
        "bob": [0.0, 3.0, 0.0, 2.0],
    }
    assert not any(cell.by_hand for each in grades(database(course.root), CHAPTER) for cell in each.cells)
    graded = course.root / "autograded"
    assert sorted(str(path.relative_to(graded)) for path in graded.rglob("*.ipynb")) == [
        f"ada/{CHAPTER}/a.ipynb",
        f"ada/{CHAPTER}/b.ipynb",
        f"bob/{CHAPTER}/b.ipynb",
    ]
    nbformat.write(answered(course, WRONG, "a"), course.root / "submitted" / "ada" / CHAPTER / "a.ipynb")
    nbformat.write(answered(course, RIGHT, "b"), course.root / "submitted" / "ada" / CHAPTER / "b.ipynb")
    executes = counting()
    grade(course, executes, CourseDirectory={"notebook_id": "b"}, Autograde={"force": True})
    assert executes.count == 1
    (ada, _) = grades(database(course.root), CHAPTER)
    assert ada.points == 10.0


def test_of_two_notebooks_the_one_that_can_be_read_is_graded(tmp_path):
    """The other one is a placeholder with its reason, its file beside it, and nobody's zero."""
    course = make_course(tmp_path / "course", notebooks={"a": chapter(), "b": chapter()})
    course.submit("ada", answered(course, RIGHT, "a"), "a")
    course.submit("ada", '{"cells": [', "b")
    with pytest.raises(NbGraderException):
        grade(course)
    (ada,) = grades(database(course.root), CHAPTER)
    assert [(cell.notebook, cell.points, cell.by_hand) for cell in ada.cells] == [
        ("a", 3.0, False),
        ("b", None, True),
        ("a", 2.0, False),
        ("b", None, True),
    ]
    place = course.root / "autograded" / "ada" / CHAPTER
    assert reason_at(place / "a.ipynb") == ""
    assert "could not be read as a notebook" in reason_at(place / "b.ipynb")
    assert (place / raw_name("b")).read_text() == '{"cells": ['
    (told,) = results(course.root, CHAPTER)
    assert told.problem.startswith("b.ipynb: Its file could not be read as a notebook")
    course.submit("ada", answered(course, RIGHT, "b"), "b")
    grade(course, Autograde={"force": True})
    (ada,) = grades(database(course.root), CHAPTER)
    assert ada.points == 10.0
    assert not (place / raw_name("b")).exists()


def test_asynclab_autograde_is_nbgraders_verb_with_the_options_that_matter(course, capfd):
    """On the very terminal: its lines, its exit code."""
    course.submit("ada", answered(course, RIGHT))
    course.submit("bob", "{")
    command = ["autograde", CHAPTER, "--root", str(course.root), "--json", "--workers", "1"]
    assert CliRunner().invoke(app, [*command, "--student", "ada"]).exit_code == 0
    assert told(capfd.readouterr().out) == ["ada"]
    assert CliRunner().invoke(app, [*command, "--dry-run", "--force"]).exit_code == 1
    assert points(course) == {"ada": (3.0, 2.0)}
    assert sorted(told(capfd.readouterr().out)) == ["ada", "bob"]


class Interrupts(LateSubmissionPlugin):
    """Ctrl-C at the worst time: the folder is made, and the gradebook is being written."""

    def late_submission_penalty(self, student_id, score, total_seconds_late):
        raise KeyboardInterrupt


def test_ctrl_c_in_the_middle_of_a_submission_leaves_nothing_of_it(course):
    """Neither a row nor a folder; what an earlier batch made stays as it was."""
    folder = course.submit("ada", answered(course, WRONG))
    grade(course)
    before, _ = snapshot(course)
    with Gradebook(database(course.root), "asynclab") as gradebook:
        gradebook.update_or_create_assignment(CHAPTER, duedate="2026-01-01 00:00:00 UTC")
    (folder / "timestamp.txt").write_text("2026-01-03 00:00:00 UTC")
    nbformat.write(answered(course, RIGHT), folder / f"{CHAPTER}.ipynb")
    with pytest.raises(SystemExit, match="130"):
        grade(course, Autograde={"force": True}, AssignLatePenalties={"plugin_class": Interrupts})
    assert snapshot(course)[0] == before
    assert unfinished(course) == []
    assert points(course) == {"ada": (0.0, 2.0)}


# -- batches that do not end ------------------------------------------------------------------------

_CLASS = [f"student{number:02}" for number in range(10)]
_INTERRUPTIBLE = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "  # whatever a shell did


def begun(course):
    """A batch of ten, each with other code, in a process group of its own."""
    for student in _CLASS:
        course.submit(student, answered(course, RIGHT | {"two": f"{RIGHT['two']}  # {student}"}))
    python, minus_c, program = COMMAND
    command = [python, minus_c, _INTERRUPTIBLE + program, "autograde", CHAPTER]
    return subprocess.Popen(
        [*command, "--Autograde.progress=json", "--Autograde.workers=1"],
        cwd=course.root,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def told(text):
    """The students in lines of JSON; a line that was cut off is none."""
    return [json.loads(line)["student"] for line in text.splitlines() if line.endswith("}")]


def unfinished(course):
    """What lies in autograded/ that is no student's graded folder."""
    return list((course.root / "autograded").glob("*/.*"))


def finished(course, capsys):
    """Grade the rest; who was graded by that."""
    capsys.readouterr()
    grade(course, Autograde={"progress": "json"})
    assert points(course) == dict.fromkeys(_CLASS, (3.0, 2.0))
    assert unfinished(course) == []
    return told(capsys.readouterr().out)


def test_a_batch_that_is_killed_goes_on_where_it_stopped(course, capsys):
    """SIGKILL for all of it after two submissions: the same command grades the others, and nobody twice."""
    with begun(course) as batch:
        first = batch.stdout.readline() + batch.stdout.readline()
        os.killpg(batch.pid, signal.SIGKILL)
        first += batch.stdout.read()
    second = finished(course, capsys)
    assert set(told(first)) | set(second) == set(_CLASS)
    assert not set(told(first)) & set(second)


def test_ctrl_c_ends_a_batch_in_order(course, capsys):
    """It says what is done and that the same command goes on; nothing is half written, no process is left."""
    with begun(course) as batch:
        first = batch.stdout.readline() + batch.stdout.readline()
        os.kill(batch.pid, signal.SIGINT)
        rest, said = batch.communicate()
    graded = told(first + rest)
    assert batch.returncode == 130, rest + said
    assert f"{len(graded)} submissions are graded and saved" in said
    assert "Traceback" not in said
    assert unfinished(course) == []
    assert sorted(points(course)) == sorted(graded)
    assert sorted([*graded, *finished(course, capsys)]) == _CLASS
