"""What needs newer packages than are here is left out: with a sentence, without an error, and without its points."""

import io
import json
from importlib.metadata import version
from pathlib import Path

import pytest
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from rich.console import Console
from traitlets.config import Config

from asynclab.course import CheckContext, Memory, check, using
from asynclab.course.authoring import manifest as manifests
from asynclab.course.authoring.assemble import load
from asynclab.course.authoring.build import build
from asynclab.course.authoring.chapter import ChapterRefused
from asynclab.course.authoring.student_edition import STEPS
from asynclab.course.cell import render, sealed
from asynclab.course.cell.cell_verdict import overall
from asynclab.course.cell.in_chapter import graded_tasks
from asynclab.course.cell.task import task
from asynclab.course.needs import available, lacking, needs_of
from asynclab.course.proof import kill_matrix
from asynclab.course.proof.prove import prove
from asynclab.expect import Outcome, took
from asynclab.grade.job import CheckRuns
from asynclab.grade.judge.decide import verdict_on
from asynclab.report.progress import read as read_progress
from asynclab.scenario import call
from tests.unit.course.fakes import desk
from tests.unit.course.mini_course import NAME, copied, edited, line_of
from tests.unit.grade.judge.exams import opened

NEWER = "langgraph>=99"  # no machine has it
HERE = version("langgraph")
SAID = f"It needs {NEWER}, and here is langgraph {HERE}."
MAKESPAN = '"Two sources cost what the slower one costs."'
ORDER = '"Answers come in the order of the sources, whoever is fastest."'


def needing(course, *promises, needs=NEWER, fence=""):
    """Let these checks of the small course need something, and its task say so."""
    edited(course, *((promise, f'{promise}, needs="{needs}"') for promise in promises))
    if fence:
        edited(course, ("points = 3\n", f'points = 3\nneeds = "{fence}"\n'))
    return course


# -- the requirement ---------------------------------------------------------------------------------


def test_a_requirement_that_is_met_lacks_nothing():
    """Whatever is at hand, a preliminary version too."""
    assert lacking("") == lacking("langgraph") == lacking("langgraph>=0.1") == lacking(f"langgraph=={HERE}") == ""


def test_what_is_not_there_is_said_with_the_version_that_is():
    """Too old, or not installed at all."""
    assert lacking(NEWER) == SAID
    assert lacking("no-such-package>=1") == "It needs no-such-package>=1, and no-such-package is not installed here."


def test_a_text_that_is_no_requirement_is_refused():
    """With one that is."""
    with pytest.raises(ValueError, match=r'write one such as "langgraph>=1\.2"'):
        lacking("langgraph at least 1.2")


def test_a_cell_that_is_not_graded_asks_and_prints_why_it_is_left_out(capsys):
    """One sentence, and nothing where all is there."""
    assert available("langgraph>=0.1")
    assert capsys.readouterr().out == ""
    assert not available(NEWER)
    assert capsys.readouterr().out == f"This cell is left out. {SAID}\n"


def test_what_a_graded_cell_needs_is_read_from_its_text():
    """Nothing is run."""
    assert needs_of(f'with check("a", "It holds.", needs="{NEWER}") as c:\n    c.run()') == NEWER
    assert needs_of('with check("a", "It holds.") as c:\n    c.run()') == needs_of("%magic") == ""


# -- a graded cell -----------------------------------------------------------------------------------


def test_a_check_that_lacks_something_runs_nothing_and_raises_nothing(capsys):
    """Its verdict is that it was left out; neither scenarios nor expectations nor its own lines are looked at."""
    at = desk()
    with using(at.bench), check("ask-time", "It takes a second.", needs=NEWER) as c:
        c.run(call("ask"), took(1.0))
        c.hidden()
        c.run(call("ask"), took(2.0))
        raise NameError("a name that a cell above would have defined")
    assert at.performer.scenarios == []
    assert (at.verdict.outcome, at.verdict.note) == (Outcome.LEFT_OUT, f"{SAID} Its points are not counted.")
    assert render.text(at.verdict).splitlines()[0] == "– Left out: It takes a second."
    with check("ask-time", "It takes a second.", needs=NEWER):
        pass
    assert SAID in " ".join(capsys.readouterr().out.split())


def test_a_check_that_lacks_nothing_is_judged():
    """As one without needs."""
    at = desk()
    with using(at.bench), check("ask-time", "It takes a second.", needs="langgraph>=0.1") as c:
        c.run(call("ask"), took(1.0))
    assert at.verdict.outcome is Outcome.PASSED


def test_an_interrupt_is_not_swallowed():
    """A student who stops the cell stops it."""
    with pytest.raises(KeyboardInterrupt), using(desk().bench), check("a", "It holds.", needs=NEWER):
        raise KeyboardInterrupt


def test_what_is_left_out_has_no_say_in_what_became_of_the_whole():
    """The others decide; where there are none, the whole is left out."""
    assert overall([Outcome.PASSED, Outcome.LEFT_OUT]) is Outcome.PASSED
    assert overall([Outcome.LEFT_OUT, Outcome.FAILED]) is Outcome.FAILED
    assert overall([Outcome.LEFT_OUT]) is Outcome.LEFT_OUT
    assert overall([]) is Outcome.UNGRADED


# -- a chapter ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The small course, one of whose two graded cells is left out."""
    course = needing(copied(tmp_path_factory.mktemp("course")), MAKESPAN)
    build(course)
    return course


@pytest.fixture(scope="module")
def without_a_task(tmp_path_factory):
    """The small course, whose only task is left out."""
    course = needing(copied(tmp_path_factory.mktemp("course")), MAKESPAN, ORDER, fence=NEWER)
    build(course)
    return course


def test_the_editions_are_the_same_on_every_machine(built):
    """The points stand in both; what needs something says it in the files beside the notebook too."""
    released = built.root / "release" / NAME
    cells = json.loads((released / f"{NAME}.ipynb").read_text(encoding="utf-8"))["cells"]
    about = [cell["metadata"].get("nbgrader", {}) for cell in cells]
    assert {each["grade_id"]: each["points"] for each in about if each.get("grade")} == {
        **{"ask-order": 1, "ask-makespan": 2},
        "answer_1-check": 1,
    }
    [ask] = sealed.read(released).tasks
    assert (ask.points, ask.needs) == ((1.0, 2.0), ("", NEWER))


def test_points_that_are_left_out_are_not_counted(built, without_a_task):
    """Neither beside a verdict nor in the progress; a task without any is no task here."""
    assert [(each.title, each.points) for each in graded_tasks(sealed.read(built.root / "release" / NAME))] == [
        ("Task 1. Ask every source at once", 1.0),
        ("Quiz", 1.0),
    ]
    [chapter] = read_progress(built.root / "release").chapters
    assert [(each.title, each.of, each.checks) for each in chapter.tasks] == [
        ("Task 1. Ask every source at once", 1.0, 1),
        ("Quiz", 1.0, 1),
    ]
    [entry] = manifests.read(without_a_task.root / "release").chapters
    assert (entry.points, entry.here().points, len(entry.here().exercises)) == (4.0, 1.0, 1)


def test_the_checks_of_a_task_say_which_are_left_out(without_a_task):
    """`task(...).check()` raises nothing and promises nothing, and the solution may be read."""
    names = {}
    exec("from asynclab import *", names)
    with using(CheckContext(folder=without_a_task.root / "release" / NAME, memory=Memory())):
        found = eval('task("ask").check()', names)
        solution = str(task("ask").solution())
    assert str(found).splitlines()[:3] == [
        "Task 1. Ask every source at once: left out.",
        "  – Left out: Answers come in the order of the sources, whoever is fastest.",
        "  – Left out: Two sources cost what the slower one costs.",
    ]
    assert SAID in " ".join(str(found).split())
    assert "gather" in solution


@pytest.mark.slow
def test_the_proof_tries_what_counts_here_and_names_the_rest(built):
    """Wrong answers lose what is not left out, and no surprise comes of what is."""
    proof = prove(built, NAME)
    assert [str(each) for each in proof.surprises if "ask-makespan" in str(each)] == []
    assert {mark.check for _, tried in proof.results for mark in tried.marks} == {"ask-order", "answer_1-check"}
    told = io.StringIO()
    kill_matrix.show(proof, Console(file=told, width=200), fresh=0)
    assert f"Left out here, with its points: ask-makespan. {SAID}" in told.getvalue()


@pytest.mark.slow
def test_the_proof_of_a_chapter_whose_task_is_left_out_holds(without_a_task):
    """Its answers are passed over, and the quiz is tried."""
    proof = prove(without_a_task, NAME)
    assert {trial.owner for trial, _ in proof.results} == {"answer_1"}
    assert proof.holds
    told = io.StringIO()
    kill_matrix.show(proof, Console(file=told, width=200), fresh=0)
    assert "Left out here, with its points: ask-order." in told.getvalue()


# -- grading -----------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_gradebook_counts_no_points_for_what_is_left_out(built, tmp_path):
    """`nbgrader generate_assignment` registers none, and hands out the same release."""
    before = (built.root / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    config = Config()
    config.CourseDirectory.root = str(built.root)
    config.CourseDirectory.course_id = "asynclab"
    config.CourseDirectory.assignment_id = NAME
    config.CourseDirectory.db_url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    config.GenerateAssignment.preprocessors = STEPS
    config.GenerateAssignment.force = True
    GenerateAssignment(coursedir=CourseDirectory(config=config), config=config).start()
    with Gradebook(config.CourseDirectory.db_url) as gradebook:
        cells = gradebook.find_notebook(NAME, NAME).grade_cells
        assert {cell.name: cell.max_score for cell in cells} == {
            **{"ask-order": 1.0, "ask-makespan": 0.0},
            "answer_1-check": 1.0,
        }
    assert (built.root / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8") == before


def test_the_judge_asks_nothing_of_what_is_left_out():
    """And says so in place of a verdict."""
    source = f'with check("ask-time", "It holds.", needs="{NEWER}") as c:\n    c.run(call("ask", "why"), took(3.0))'
    with opened(("ask-time", source)) as papers:
        assert papers["ask-time"].scenarios == ()
        assert verdict_on(papers["ask-time"], CheckRuns(()), Path()).outcome is Outcome.LEFT_OUT


# -- what a build refuses ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("check", "needs", "fence", "told_at", "says"),
    [
        (
            "ask-makespan",
            NEWER,
            NEWER,
            "ask-order",
            f'needs "{NEWER}", and its graded cell "ask-order" does not say so',
        ),
        ("ask-makespan", "langgraph of today", "", "ask-makespan", "which is no requirement such as"),
        ("answer_1-check", NEWER, "", "answer_1-check", "The check of a question has no `needs`"),
    ],
)
def test_needs_that_cannot_be_kept_are_refused(tmp_path, check, needs, fence, told_at, says):
    """With the line of the cell."""
    course = copied(tmp_path)
    file = course.root / "notebooks" / f"{NAME}.md"
    line = next(line for line in file.read_text(encoding="utf-8").split("\n") if f'with check("{check}"' in line)
    text = edited(course, (line, line.replace(") as c:", f', needs="{needs}") as c:')))
    if fence:
        text = edited(course, ("points = 3\n", f'points = 3\nneeds = "{fence}"\n'))
    with pytest.raises(ChapterRefused) as refused:
        load(file)
    assert [each.line for each in refused.value.refusals if says in each.says] == [
        line_of(text, f'with check("{told_at}"')
    ]
