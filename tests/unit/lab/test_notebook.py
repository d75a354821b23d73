"""A run inside a notebook's cell."""

from __future__ import annotations

import nbformat
import pytest
from nbclient import NotebookClient

SETUP = """
import asyncio, time, threading, sys
from asynclab import lab

async def ask(name):
    print(name, "begins at", lab.now())
    await asyncio.to_thread(slow, name)
    print(name, "ends at", lab.now(), file=sys.stderr)

def slow(name):
    time.sleep(1)
    print("thread of", name)
    threading.Thread(target=print, args=("bare thread of", name)).start()
"""
HANG = """
def hangs():
    async def cell_function():
        await asyncio.Event().wait()
    return lab.simulate(cell_function).error
print(hangs())
"""


def executed(*cells: str) -> list[str]:
    """What each cell printed, on both streams."""
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
    return ["".join(sorted(out.get("text", "") for out in cell.outputs)) for cell in notebook.cells]


@pytest.mark.slow
def test_prints_arrive_in_their_own_cell() -> None:
    """From the loop, its threads and threads of these, in the cell that made the run; beside the notebook's loop."""
    outputs = executed(
        SETUP,
        "lab.simulate(lambda: ask('a')).error",
        "await asyncio.sleep(0); _ = lab.simulate(lambda: ask('b'))",
        HANG,
        "print(lab.simulate(lambda: asyncio.sleep(2)).elapsed)",
    )
    assert outputs[0] == ""
    for name, output in zip("ab", outputs[1:3], strict=True):
        lines = [f"{name} begins at 0.0", f"thread of {name}", f"bare thread of {name}", f"{name} ends at 1.0"]
        assert sorted(output.split("\n")) == sorted([*lines, ""])
    assert "task 'hangs.<locals>.cell_function' waits at" in outputs[3] or "task 'cell_function' waits at" in outputs[3]
    assert "await asyncio.Event().wait()" in outputs[3]
    assert outputs[4] == "2.0\n"


@pytest.mark.slow
def test_an_endless_loop_leaves_the_notebook_usable() -> None:
    """The cell ends at its limit, and the next one works."""
    loop = "async def main():\n    while True:\n        pass\nprint(lab.simulate(main, real_limit=0.2).error)"
    outputs = executed(SETUP, loop, "_ = lab.simulate(lambda: ask('c'))")
    assert "the virtual clock stood still" in outputs[1]
    assert "thread of c" in outputs[2]
