"""The two ways to ask for one's progress: the index in a kernel, and the command line."""

import nbformat
import pytest
from nbclient import NotebookClient
from typer.testing import CliRunner

from asynclab.cli import app
from asynclab.course.authoring.build import build
from asynclab.report.progress import read
from tests.unit.course.mini_course import NAME, copied

from .student_folder import FIRST, chapter, passed, student_folder

ANSWERS = {
    "ask": "async def ask(question, tools):\n    return await asyncio.gather(*(t.ainvoke(question) for t in tools))",
    "answer_1": 'answer_1 = "a"',
}


def test_the_command_prints_what_a_notebook_shows(tmp_path):
    """The same words, for a folder that is named."""
    folder = student_folder(tmp_path, chapter(FIRST, written=["relay"], said=passed("relay-pace")))
    done = CliRunner().invoke(app, ["progress", str(folder)])
    assert (done.exit_code, done.output) == (0, f"{read(folder)}\n")


def test_the_command_refuses_another_folder_in_a_sentence(tmp_path):
    """Exit code 1, and no traceback."""
    done = CliRunner().invoke(app, ["progress", str(tmp_path)])
    assert done.exit_code == 1
    assert done.output.startswith(f"{tmp_path} has no chapters in it")


def execute(path):
    """Run a notebook where it lies, and save it as JupyterLab would; its cells by id."""
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=300, allow_errors=True, resources={"metadata": {"path": str(path.parent)}}
    ).execute()
    nbformat.write(notebook, path)
    return {cell.id: cell for cell in notebook.cells}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")  # a kernel's own libraries, in this process
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_the_index_shows_what_was_done_in_a_real_chapter(tmp_path):
    """A released chapter, answered, run and saved; then the released index, run in its folder."""
    course = copied(tmp_path)
    build(course)
    release = course.root / "release"
    path = release / NAME / f"{NAME}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        cell.source = ANSWERS.get(cell.id, cell.source)
    nbformat.write(notebook, path)
    execute(path)
    (output,) = execute(release / "index.ipynb")["progress"].outputs
    assert output.data["text/plain"].split("\n") == [
        "As of your last runs, as saved. 1 passed, 1 attempted, 0 not attempted; 3 of 4 points.",
        "",
        "1. Ask them all at once (warm-up, 5 min)",
        "    ███████████████░░░░░ 3 of 4 points",
        "    ✓ Task 1. Ask every source at once    3 of 3  passed",
        "    ◐ Quiz                                0 of 1  attempted, 0 of 1 checks passed",
        "        Still to pass: answer_1-check.",
        "",
        f"Next: Quiz, in {NAME}/{NAME}.ipynb",
    ]
    assert output.data["text/html"] == read(release)._repr_html_()
