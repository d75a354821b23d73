"""What a student sees in a real kernel, and what nbgrader's own command makes of a chapter."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from asynclab.course.authoring.build import build
from asynclab.course.cell.cell_verdict import MIME

from .mini_course import NAME, copied

pytestmark = [
    pytest.mark.slow,
    # a kernel's own libraries, in this process
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    """The small course, built."""
    course = copied(tmp_path_factory.mktemp("course"))
    build(course)
    return course


def executed(course, kind, **sources):
    """A notebook's cells by id, executed; `sources` replaces cells."""
    folder = course.root / kind / NAME
    notebook = nbformat.read(folder / f"{NAME}.ipynb", as_version=4)
    for cell in notebook.cells:
        cell.source = sources.get(cell.id.replace("-", "_"), cell.source)
    notebook.cells.append(nbformat.v4.new_code_cell('task("ask").solution()', id="solution"))
    NotebookClient(notebook, timeout=60, allow_errors=True, resources={"metadata": {"path": str(folder)}}).execute()
    return {cell.id: cell for cell in notebook.cells}


def verdict(cell):
    """The one verdict among a cell's outputs."""
    (data,) = [output.data[MIME] for output in cell.outputs if MIME in output.get("data", {})]
    return data


def error(cell):
    """The text of a cell's error, as shown; nothing without one."""
    return "\n".join(line for output in cell.outputs if output.output_type == "error" for line in output.traceback)


@pytest.fixture(scope="module")
def untouched(course):
    """The released notebook, as it is."""
    return executed(course, "release")


@pytest.fixture(scope="module")
def tried(course):
    """The released notebook with answers one after another, and a wrong choice."""
    ask = "async def ask(question, tools):\n    return [await source.ainvoke(question) for source in tools]"
    return executed(course, "release", ask=ask, answer_1='answer_1 = "a"')


@pytest.fixture(scope="module")
def solved(course):
    """The instructor's edition."""
    return executed(course, "source")


def test_an_untouched_notebook_is_not_attempted_and_calm(untouched):
    """One line for a check, no traceback of ours, no error in any other cell."""
    for grade_id in ("ask-order", "ask-makespan", "answer_1-check"):
        assert verdict(untouched[grade_id])["outcome"] == "not attempted"
        assert "Traceback" not in error(untouched[grade_id])
        assert "asynclab" not in error(untouched[grade_id])
    assert error(untouched["ask-order"]).startswith("○ Not started")
    assert [
        id for id, cell in untouched.items() if id.startswith("cell-") and cell.get("outputs") and error(cell)
    ] == []


def test_a_wrong_answer_is_told_in_sentences_with_a_picture_beside_it(tried):
    """The promise, what was seen, the timeline as an image; no frame of ours."""
    cell = tried["ask-makespan"]
    assert verdict(cell)["outcome"] == "failed"
    assert error(cell).startswith("✗ Not kept yet")
    assert len(error(cell).splitlines()) == 1
    assert "Traceback" not in error(cell)
    assert "check.py" not in error(cell)
    (shown,) = [output for output in cell.outputs if output.output_type == "display_data"]
    assert "<img" in shown.data["text/html"]
    assert "It took 4 s" in shown.data["text/plain"]
    assert verdict(cell)["judged"][0]["name"] == "ask"


def test_a_wrong_choice_explains_itself(tried):
    """In the student's own notebook, without the hidden part."""
    (shown, _) = tried["answer_1-check"].outputs
    assert "That is the sum: the price of asking one after another." in " ".join(shown.data["text/plain"].split())


def test_the_solution_stays_shut_until_the_checks_pass(tried, solved):
    """And opens in the very kernel that saw them pass."""
    assert "Still to pass here: `ask-makespan`" in tried["solution"].outputs[0].data["text/markdown"]
    assert "asyncio.gather" in solved["solution"].outputs[0].data["text/markdown"]


def test_the_instructors_edition_passes_from_top_to_bottom(solved):
    """Every graded cell says passed, with its promise, and no cell raises."""
    assert {verdict(solved[id])["outcome"] for id in ("ask-order", "ask-makespan", "answer_1-check")} == {"passed"}
    assert [id for id, cell in solved.items() if cell.get("outputs") and error(cell)] == []


def test_nbgraders_own_command_makes_the_same_release(course, tmp_path):
    """With the course's configuration, `nbgrader generate_assignment` gives what the build gives, byte for byte."""
    shutil.copy(Path(__file__).parents[3] / "nbgrader_config.py", tmp_path)
    shutil.copytree(course.root / "source", tmp_path / "source")
    subprocess.run(
        [sys.executable, "-m", "nbgrader", "generate_assignment", NAME],
        cwd=tmp_path,
        env=os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"},
        check=True,
        capture_output=True,
    )
    for made in (tmp_path / "release" / NAME).iterdir():
        assert made.read_bytes() == (course.root / "release" / NAME / made.name).read_bytes(), made.name
