"""In a kernel that has run no cell yet, whoever runs a check or a line of the lesson hears what to do."""

import os
import runpy
import sys
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager

from asynclab.student import jupyter

CHAPTER = Path(__file__).resolve().parents[3] / "release" / "03-astream"
RUN_ABOVE = "Choose Run > Run All Above Selected Cell in the menu, then run this cell again."
TYPED = {
    'with check("show-live", "It holds.") as c:\n    pass': "check",
    'task("show")': "task",
    "perform(iterate(way, pen), globals())": "perform",
    "await asyncio.sleep(1)": "asyncio",
    "def show():\n    return asyncio\nshow()": "asyncio",
}


@pytest.fixture
def kernel():
    """A kernel of the chapter, as a course's JupyterLab starts it."""
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=str(CHAPTER), env={**os.environ, **jupyter.environment({})})
    client = manager.client()
    client.start_channels()
    client.wait_for_ready(60)
    yield client
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def told(kernel, source):
    """What a cell stopped with: the error's name, and all that is shown."""
    shown = []

    def take(message):
        if message["msg_type"] == "error":
            shown.append((message["content"]["ename"], "\n".join(message["content"]["traceback"])))

    kernel.execute_interactive(source, timeout=60, output_hook=take)
    (error,) = shown
    return error


@pytest.mark.slow
def test_a_name_of_the_notebooks_is_told_to_come_with_the_cells_above(kernel):
    """Again and again, until the first cell was run; a name that no cell defines is Python's to tell, and no name is
    left in the notebook."""
    for _ in range(2):
        for source, name in TYPED.items():
            assert told(kernel, source) == (
                "CalmError",
                f"`{name}` is not there yet: the cell that defines it has not been run since the kernel started. "
                f"{RUN_ABOVE}",
            )
    for source in ("modell", "1 / 0"):
        assert told(kernel, source)[0] in ("NameError", "ZeroDivisionError")
        assert "Traceback" in told(kernel, source)[1]
    assert "[]" in told(kernel, 'raise ValueError([name for name in globals() if "asynclab" in name])')[1]
    kernel.execute_interactive("from asynclab import check", timeout=60)
    assert told(kernel, "asyncio")[0] == "NameError"


def test_a_startup_file_of_the_students_own_stays(monkeypatch):
    """And a kernel of another Python, without the course, starts as if there were none."""
    assert jupyter.environment({"PYTHONSTARTUP": "/mine.py"})["PYTHONSTARTUP"] == "/mine.py"
    startup = Path(jupyter.environment({})["PYTHONSTARTUP"])
    monkeypatch.setitem(sys.modules, "asynclab.student.unready_kernel", None)
    assert runpy.run_path(str(startup)).keys() == runpy.run_path(os.devnull).keys()
