"""Feedback tells a student what happened, and nothing of what is hidden."""

import contextlib
import copy
import os
import sys
from pathlib import Path

import nbformat
import pytest
from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import CSSHTMLHeaderPreprocessor
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.api import Gradebook
from nbgrader.converters import GenerateFeedback
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import GetGrades
from traitlets.config import Config

from asynclab.course.cell.cell_verdict import MIME
from asynclab.course.cell.check import check
from asynclab.course.cell.check_context import CheckContext, InProcess, using
from asynclab.course.cell.errors import CheckFailed
from asynclab.expect import returned
from asynclab.grade.gradebook.outputs import read
from asynclab.grade.judge.verdict_outputs import outputs
from asynclab.grade.nbgrader_app.feedback import plain_feedback
from asynclab.grade.nbgrader_app.feedback.feedback_exporter import (
    EXTENDED_FOLDERS,
    FEEDBACK_STEPS,
    TEMPLATE,
    TEMPLATE_FOLDERS,
    FeedbackExporter,
)
from asynclab.grade.nbgrader_app.feedback.feedback_summary import GetKnownGrades
from asynclab.grade.nbgrader_app.feedback.hide_tests import HIDDEN, HideTests, hide
from asynclab.scenario.spec import Scenario
from tests.unit.grade.notebooks import graded, notebook, solution

CHECK = """\
with check("ask-check", "It answers.") as c:
    c.run(read("seen"), returned(1))
    ### BEGIN HIDDEN TESTS
    c.hidden()
    c.run(read("unseen"), returned("SECRET"))
    ### END HIDDEN TESTS"""
TEST = """\
value = ask(1)
assert value == 1, "One gives one."
### BEGIN HIDDEN TESTS
assert ask(41) == "SECRET", "Larger numbers too."
assert ask(42) == f"SECRET {value}", f"SECRET {value}"
### END HIDDEN TESTS
assert ask(2)"""
RUNS = '[{"output_type": "display_data", "data": {"application/javascript": "evil()", "text/html": "<script>evil()"}}]'
THIS, BELOW = 7, 3  # the test's execution count, and that of a cell which it calls into


def plain(source=TEST, *shown, name="ask-test"):
    """A plain test that was run."""
    cell = graded(source, name)
    cell.execution_count, cell.outputs = THIS, list(shown)
    return cell


def error(name, value, *frames):
    """An error as IPython colours it: each frame shows the lines around its own."""
    seen = "\n\x1b[32m----> \x1b[39m assert ask(41) == 'SECRET'"
    lines = [
        f"\x1b[36mCell\x1b[39m \x1b[32mIn[{count}]\x1b[39m\x1b[32m, line {at}\x1b[39m{seen}" for count, at in frames
    ]
    return new_output("error", ename=name, evalue=value, traceback=["\x1b[31m----\x1b[39m", *lines, f"{name}: {value}"])


def said(cell, *before):
    """What feedback shows of a graded cell: its text, and its only error."""
    shown = notebook(*before, cell)
    hide(shown)
    assert "SECRET" not in nbformat.writes(shown)
    return shown.cells[-1].source, "".join("".join(output.traceback) for output in cell.outputs)


def test_a_hidden_region_is_one_comment():
    """With the indentation of its mark; what hides it is not shown either, wherever it stands."""
    assert said(graded(CHECK, "ask-check"))[0] == (
        'with check("ask-check", "It answers.") as c:\n'
        '    c.run(read("seen"), returned(1))\n'
        "    # hidden checks ran here"
    )
    two = "### BEGIN HIDDEN TESTS\nSECRET\n### END HIDDEN TESTS\nx = 1\nc.hidden()  # now\n# BEGIN HIDDEN TESTS\nSECRET"
    assert said(graded(two, "a"))[0] == "# hidden checks ran here\nx = 1\n# hidden checks ran here"


def test_the_marks_are_those_that_the_course_sets():
    """A course may have set others for `ClearHiddenTests`, which takes the regions out of the release."""
    config = Config({"ClearHiddenTests": {"begin_test_delimeter": "VERSTECKT", "end_test_delimeter": "ENDE"}})
    shown = notebook(graded("# VERSTECKT\nSECRET\n# ENDE\nx = 1", "a"))
    HideTests(config=config).preprocess(shown, {})
    assert shown.cells[0].source == "# hidden checks ran here\nx = 1"


def test_the_step_takes_every_setting_that_the_exporter_makes(caplog):
    """nbgrader makes it anew for each student's notebook, and a setting it does not know is warned of each time."""
    exporter = HTMLExporter()
    exporter.log.propagate = True
    HideTests(parent=exporter).preprocess(notebook(graded("x = 1", "a")), {})
    assert [record.getMessage() for record in caplog.records] == []


def test_other_cells_are_shown_as_they_are():
    """A student's own code and what it printed are theirs."""
    shown = notebook(new_code_cell("print(1)", outputs=[new_output("stream", text="1")]), solution("x = 1", "ask"))
    before = copy.deepcopy(shown)
    hide(shown)
    assert shown == before


@pytest.mark.parametrize(
    ("problem", "told"),
    [
        (
            error("AssertionError", "One gives one.", (THIS, 2)),
            'This test did not pass: assert value == 1, "One gives one." One gives one.',
        ),
        (error("AssertionError", "Larger numbers too.", (THIS, 4)), f"{HIDDEN} Larger numbers too."),
        (error("AssertionError", "SECRET 1", (THIS, 5)), HIDDEN),
        (error("AssertionError", "", (THIS, 7)), "This test did not pass: assert ask(2)"),
        (error("KeyError", "SECRET", (THIS, 4), (BELOW, 2)), f"{HIDDEN} Your code raised KeyError."),
        (error("SECRET", "SECRET", (THIS, 4), (BELOW, 2)), f"{HIDDEN} Your code raised an error of its own."),
        (error("open", "", (BELOW, 1)), f"{HIDDEN} Your code raised an error of its own."),
        (error("TypeError", "SECRET", (THIS, 5)), HIDDEN),
        (error("AssertionError", "SECRET"), HIDDEN),
        (error("CellLeftOut", "SECRET"), "This test ended its Python process, and was left out."),
    ],
    ids="visible constant made-up last below own-class not-an-error in-test bare left-out".split(),
)
def test_a_plain_test_with_a_hidden_part_is_told_anew(problem, told):
    """From its visible lines and the messages that stand in it; never from what was said when it ran."""
    shown = new_output("stream", text="SECRET"), new_output("execute_result", data={"text/plain": "SECRET"}), problem
    assert said(plain(TEST, *shown))[1] == told


def test_a_plain_test_that_passed_shows_nothing():
    """Not even what it printed: that may be what the hidden part has."""
    assert said(plain(TEST, new_output("stream", text="SECRET")))[1] == ""


def test_a_student_who_knows_one_hidden_test_prints_it_nowhere():
    """All plain tests run in one process with the student's code, which may have read an earlier one."""
    other = plain("assert ask(1)", new_output("stream", text="SECRET"), error("AssertionError", "SECRET", (THIS, 1)))
    assert said(other, plain(name="earlier"))[1] == "This test did not pass: assert ask(1)"


def test_a_plain_test_without_hidden_parts_is_shown_whole():
    """There is nothing to hide, and its traceback helps."""
    cell = plain("assert ask(1)", new_output("stream", text="one"), error("AssertionError", "", (THIS, 1)))
    shown = notebook(copy.deepcopy(cell))
    hide(shown)
    assert shown.cells == [cell]


def test_a_test_with_a_magic_is_told_without_its_messages():
    """Its text is no Python, so nobody knows which words are constant."""
    text = f"%time\n{TEST}"
    assert said(plain(text, error("AssertionError", "One gives one.", (THIS, 3))))[1].startswith("This test did not")


def verdict():
    """The verdict of CHECK on a wrong answer, from the check itself."""
    given = []
    bench = CheckContext(performer=InProcess({"seen": 2, "unseen": 3}), publish=given.append)
    with contextlib.suppress(CheckFailed), using(bench), check("ask-check", "It answers.") as c:
        c.run(Scenario("read", "seen"), returned(1))
        c.hidden()
        c.run(Scenario("read", "unseen"), returned("SECRET"))
    return given[0]


def judged():
    """A check's cell with the judge's outputs, and a stray line of print."""
    cell = graded(CHECK, "ask-check", points=2)
    cell.execution_count = 2
    stray = [new_output("stream", text="STRAY"), error("NameError", "STRAY", (THIS, 4))]
    cell.outputs = [*map(nbformat.from_dict, outputs(verdict())), *stray]
    return cell


def test_a_checks_verdict_stays_whole():
    """Its sentences are told without expected values; what else stands there, and its data, go."""
    cell = judged()
    shown = notebook(cell)
    before = [copy.deepcopy(output) for output in cell.outputs[:2]]
    hide(shown)
    del before[0].data[MIME]
    assert cell.outputs == before
    assert "STRAY" not in nbformat.writes(shown)
    assert "SECRET" not in nbformat.writes(shown)


ALL = ("ask-check", "ask-test")


@pytest.fixture
def course(tmp_path, monkeypatch):
    """A course with one graded notebook, and its gradebook."""
    monkeypatch.setenv("PATH", f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")  # nbgrader's alembic
    monkeypatch.chdir(tmp_path)
    shown = notebook(
        new_code_cell("print('mine')", execution_count=1, outputs=[new_output("stream", text="MINE"), *read(RUNS)]),
        judged(),
        plain(TEST, new_output("stream", text="STRAY"), error("AssertionError", "SECRET", (THIS, 4))),
    )
    path = tmp_path / "autograded" / "ada" / "ps1" / "p1.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(shown, path)
    url = f"sqlite:///{tmp_path / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        gradebook.add_assignment("ps1")
        gradebook.add_notebook("p1", "ps1")
        for name, points in (("ask-check", 2), ("ask-test", 1)):
            gradebook.add_grade_cell(name, "p1", "ps1", max_score=points, cell_type="code")
        gradebook.add_student("ada")
        gradebook.add_submission("ps1", "ada")
    config = Config()
    config.CourseDirectory.update(root=str(tmp_path), db_url=url, assignment_id="ps1")
    config.GenerateFeedback.preprocessors = list(FEEDBACK_STEPS)
    config.GenerateFeedback.exporter_class = FeedbackExporter
    config.FeedbackExporter.update(
        template_name=TEMPLATE,
        extra_template_basedirs=list(TEMPLATE_FOLDERS),
        extra_template_paths=list(EXTENDED_FOLDERS),
    )
    return config


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own way of adding a submission
def test_what_is_for_those_who_grade_is_in_no_feedback(course, tmp_path):
    """Also where a course has configured steps of its own, which know nothing of it."""
    path = tmp_path / "autograded" / "ada" / "ps1" / "p1.ipynb"
    shown = nbformat.read(path, as_version=4)
    for_graders = new_output("display_data", data={"text/plain": "WHY"}, metadata={"asynclab": {"for_graders": True}})
    shown.cells[0].outputs.append(for_graders)
    nbformat.write(shown, path)
    course.GenerateFeedback.preprocessors = [HideTests, GetKnownGrades]
    plain_feedback.GenerateFeedback(coursedir=CourseDirectory(config=course), config=course).start()
    page = (tmp_path / "feedback" / "ada" / "ps1" / "p1.html").read_text()
    assert "MINE" in page
    assert "WHY" not in page


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own way of adding a submission
def test_nbgraders_feedback_hides_what_is_hidden(course, tmp_path):
    """Through nbgrader's own converter: sentence, line, points and own output are there; nothing hidden is, and no
    script of the student's."""
    GenerateFeedback(coursedir=CourseDirectory(config=course), config=course).start()
    page = (tmp_path / "feedback" / "ada" / "ps1" / "p1.html").read_text()
    for word in (
        "SECRET",
        "STRAY",
        "<script>evil",
        "\nevil()",
        "HIDDEN TESTS",
        "hidden()",
        "unseen</span>",
        MIME,
        "&quot;schema&quot;",
    ):
        assert word not in page, word
    for word in ("MINE", "It answers.", "hidden checks ran here", HIDDEN, "? of 3 points", "? It answers."):
        assert word in page, word


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own way of adding a submission
def test_a_page_asks_no_other_server_but_for_formulas(course, tmp_path):
    """It opens from disk, without a network; it says its language, and how it is called."""
    path = tmp_path / "autograded" / "ada" / "ps1" / "p1.ipynb"
    shown = nbformat.read(path, as_version=4)
    for text, asks in (("# Set <1>\n\nNo formula.", False), ("# Set <1>\n\n$x^2$", True)):
        shown.cells[:0] = [new_markdown_cell(text)]
        nbformat.write(shown, path)
        course.GenerateFeedback.force = True
        GenerateFeedback(coursedir=CourseDirectory(config=course), config=course).start()
        page = (tmp_path / "feedback" / "ada" / "ps1" / "p1.html").read_text()
        assert ('src="https://' in page) is asks
        assert '<html lang="en">' in page
        assert "<title>Set &lt;1&gt;</title>" in page


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own way of adding a submission
@pytest.mark.parametrize(("known", "told"), [((), "? / 3.0"), (("ask-check",), "2.0 ? / 3.0"), (ALL, "2.0 / 3.0")])
def test_on_nbgraders_own_page_what_nobody_knows_is_no_zero(course, tmp_path, known, told):
    """Neither in the sum nor at a cell; what is known has its number, and a file that was not graded is told."""
    path = tmp_path / "autograded" / "ada" / "ps1" / "p1.ipynb"
    shown = nbformat.read(path, as_version=4)
    shown.metadata["asynclab"] = {"second": ["p1 (1).ipynb"]}
    nbformat.write(shown, path)
    with Gradebook(course.CourseDirectory.db_url) as gradebook:
        for name in known:
            grade = gradebook.find_grade(name, "p1", "ps1", "ada")
            grade.auto_score = 2.0 if name == "ask-check" else 0.0
        gradebook.db.commit()
    course.GenerateFeedback.preprocessors = [HideTests, GetGrades, CSSHTMLHeaderPreprocessor]
    course.GenerateFeedback.exporter_class = HTMLExporter
    plain_feedback.GenerateFeedback(coursedir=CourseDirectory(config=course), config=course).start()
    page = (tmp_path / "feedback" / "ada" / "ps1" / "p1.html").read_text()
    assert f"p1 (Score: {told})" in page
    assert page.count("Score: ? / ") == len(set(ALL) - set(known)) * 2 + (not known)
    assert "“p1 (1).ipynb” was handed in too" in page
