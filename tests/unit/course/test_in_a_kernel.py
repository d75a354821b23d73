"""What a student sees in a real kernel, and what nbgrader's own command makes of a chapter."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from jupyter_client.manager import KernelManager
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
    NotebookClient(notebook, timeout=300, allow_errors=True, resources={"metadata": {"path": str(folder)}}).execute()
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


class LabKernel:
    """A kernel that is asked as JupyterLab asks: each request tells which cell it is."""

    def __init__(self, folder):
        self.path = folder / f"{NAME}.ipynb"
        self.notebook = nbformat.read(self.path, as_version=4)
        self.manager = KernelManager(kernel_name="python3")
        self.manager.start_kernel(cwd=str(folder))
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=300)

    def run(self, cell, source=None):
        """Run a cell, with another text if one is given; return what is shown of it as text."""
        source = self.source(cell) if source is None else source
        request = self.client.session.msg("execute_request", {"code": source, "silent": False, "store_history": True})
        request["metadata"] = {"cellId": cell}
        self.client.shell_channel.send(request)
        shown = []
        while True:
            message = self.client.get_iopub_msg(timeout=300)
            if message["parent_header"].get("msg_id") != request["header"]["msg_id"]:
                continue
            content = message["content"]
            if "data" in content:
                shown.append(content["data"]["text/plain"])
            shown += [content["text"]] if "text" in content else content.get("traceback", [])
            if content.get("execution_state") == "idle":
                return " ".join("\n".join(shown).split())

    def source(self, cell):
        """The text of a cell as it is saved."""
        return next(each.source for each in self.notebook.cells if each.id == cell)

    def save(self, cell, source):
        """Save another text of a cell, after all that was run."""
        next(each for each in self.notebook.cells if each.id == cell).source = source
        nbformat.write(self.notebook, self.path)
        os.utime(self.path, (2e9, 2e9))

    def close(self):
        """End the kernel."""
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


@pytest.fixture
def lab(course, tmp_path):
    """The released chapter in a folder of its own, its cells run down to the first check."""
    folder = shutil.copytree(course.root / "release" / NAME, tmp_path / NAME)
    lab = LabKernel(folder)
    for cell in lab.notebook.cells:
        if cell.id == "ask-order":
            break
        if cell.cell_type == "code":
            lab.run(cell.id)
    yield lab
    lab.close()


def test_what_became_of_an_answers_cell_is_told(lab):
    """As in JupyterLab: edited and not run, written a second time, its stub run after it, and deleted by name."""
    in_turn = "async def ask(question, tools):\n    return [await source.ainvoke(question) for source in tools]"
    stub = lab.source("ask")
    lab.run("ask", in_turn)
    assert "has been changed since" not in lab.run("ask-order")
    lab.save("ask", f"{in_turn}  # at last")
    assert "The cell of `ask` has been changed since it was run as cell In[" in lab.run("ask-order")
    lab.run("ask", f"{in_turn}  # at last")
    assert "has been changed since" not in lab.run("ask-order", lab.source("ask-order"))
    lab.run("own", in_turn)
    assert "There is `ask` in In[" in lab.run("ask-order")
    lab.run("ask", stub)
    assert "`ask` is as it was handed out in cell In[" in lab.run("ask-order")
    lab.run("own", in_turn)
    lab.run("scratch", "del ask")
    assert "`ask` is not there any more: cell In[" in lab.run("ask-order")


SIDE_BY_SIDE = (
    "async def ask(question, tools):\n    return await asyncio.gather(*[each.ainvoke(question) for each in tools])"
)


def test_a_check_that_passes_shows_nothing_of_earlier_cells(lab):
    """A coroutine in a cycle, and one that a wrong answer held on to when it broke: Python warns where they went."""
    assert "was never awaited" in lab.run("scratch", "async def f(): ...\nkept = [f()]; kept.append(kept); del kept")
    lab.run("ask", "async def ask(question, tools):\n    first = tools[0].ainvoke(question)\n    return first.upper()")
    assert "'coroutine' object has no attribute 'upper'" in lab.run("ask-order")
    lab.run("ask", SIDE_BY_SIDE)
    assert "RuntimeWarning" not in lab.run("ask-order")
    assert "RuntimeWarning" not in lab.run("scratch", "import gc; gc.collect();")


def test_a_check_means_what_its_author_meant_whatever_names_a_student_takes(lab):
    """`check = 3` breaks no check; `task = 3` would break the student's own cells, and is told of at once."""
    lab.run("ask", SIDE_BY_SIDE)
    assert "`from asynclab import task` brings it back" in lab.run("scratch", "check = task = took = 3")
    assert lab.run("ask-order").startswith("✓")
    assert lab.run("scratch", "check, task, took") == "(3, 3, 3)"
    lab.run("scratch", "del took, call")
    assert lab.run("ask-order").startswith("✓")
    own = SIDE_BY_SIDE.replace("question) for", "check(question)) for")
    lab.run("ask", f"def check(text):\n    return text\n\n\n{own}")
    assert lab.run("ask-order").startswith("✓")


EASY = 'with check("ask-makespan", "It holds.") as c:\n    c.run(call("ask", "why", []), returned(anything()))'


def test_a_check_that_was_changed_and_saved_is_not_counted(lab):
    """`task(...).check()` runs what is saved, and says of which it is no use; the others count."""
    lab.run("scratch", "from asynclab.expect import anything")
    lab.run("ask", "async def ask(question, tools):\n    return [await source.ainvoke(question) for source in tools]")
    lab.save("ask-makespan", EASY)
    shown = lab.run("scratch", 'task("ask").check()')
    assert "1 of 2 visible promises kept." in shown
    assert "✓ It holds. (counts for nothing)" in shown
    assert "This cell is not the chapter's `ask-makespan` as it was handed out, and counts for nothing." in shown
    assert "1 of 2 checks passed" in lab.run("scratch", 'task("ask")')


def test_a_notebook_under_another_name_counts_its_checks(lab):
    """Nobody can tell what they were; and where the checks are looked for in the file, its name is told."""
    lab.run("ask", "async def ask(question, tools):\n    return [await source.ainvoke(question) for source in tools]")
    lab.path.rename(lab.path.with_name("mine.ipynb"))
    assert "(1 of 1 point)" in lab.run("ask-order")
    assert "(0 of 2 points)" in lab.run("ask-makespan")
    assert "1 of 2 checks passed" in lab.run("scratch", 'task("ask")')
    assert f"There is no {lab.path.name} in this folder" in lab.run("scratch", 'task("ask").check()')


def test_what_runs_a_notebook_for_nobody_counts_whatever_its_checks_say(course):
    """A grading tool puts its own text into the cells of the checks, and tells no cell's id."""
    cells = executed(
        course, "release", ask_makespan=EASY.replace("anything()", "[]"), ask="async def ask(*a): return []"
    )
    assert verdict(cells["ask-makespan"])["outcome"] == "passed"


def test_an_answer_that_asks_at_the_keyboard_is_told_so(lab):
    """No field to type into stands below a check."""
    lab.run("ask", SIDE_BY_SIDE.replace("    return", "    input('Who? ')\n    return"))
    assert "A question at the keyboard (`input`) cannot be simulated" in lab.run("ask-order")


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
