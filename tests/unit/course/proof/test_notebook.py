"""Cells run as in a notebook: one namespace, `await` at top level, a loop that is running."""

import asyncio
import sys

import pytest

from asynclab.course.proof.notebook import MODULE, Notebook


@pytest.fixture
def notebook():
    """An open notebook."""
    with Notebook() as open_notebook:
        yield open_notebook


def test_cells_share_a_namespace(notebook):
    """What one defines, the next one uses."""
    notebook.run("x = 1", "<cell 1>")
    notebook.run("y = x + 1", "<cell 2>")
    assert notebook.namespace["y"] == 2


def test_a_cell_may_await_at_top_level(notebook):
    """And a task that one cell starts, the next one can await."""
    notebook.run("import asyncio\ntask = asyncio.create_task(asyncio.sleep(0, 'done'))", "<cell 1>")
    notebook.run("value = await task", "<cell 2>")
    assert notebook.namespace["value"] == "done"


def test_a_loop_is_running_in_a_cell_that_does_not_await(notebook):
    """As in a kernel; it is one loop for all cells."""
    for name in ("one", "two"):
        notebook.run(f"import asyncio\n{name} = asyncio.get_running_loop()", f"<cell {name}>")
    assert notebook.namespace["one"] is notebook.namespace["two"]


def test_an_error_has_the_cells_line(notebook):
    """A traceback names the cell and can show its text."""
    with pytest.raises(ZeroDivisionError) as caught:
        notebook.run("x = 1\ny = x / 0", "<cell ask>")
    last = caught.traceback[-1]
    assert (str(last.path), last.lineno + 1, str(last.statement)) == ("<cell ask>", 2, "y = x / 0")


def test_postponed_annotations_of_a_class_resolve(notebook):
    """LangGraph asks a state class for its type hints, and its module must know their names."""
    notebook.run("from __future__ import annotations\nimport typing\nclass State: n: typing.List[Thing]", "<cell 1>")
    notebook.run("class Thing: ...\nhints = typing.get_type_hints(State)", "<cell 2>")
    assert list(notebook.namespace["hints"]) == ["n"]


def test_our_own_future_imports_are_not_the_cells(notebook):
    """A cell's annotations are objects unless it says otherwise."""
    notebook.run("def f(x: int): ...", "<cell 1>")
    assert notebook.namespace["f"].__annotations__ == {"x": int}


def test_what_a_cell_prints_and_displays_is_dropped(notebook, capsys):
    """The proof has its own output."""
    notebook.run("print('hello'); display(1)", "<cell 1>")
    assert capsys.readouterr().out == ""


def test_nothing_is_left_when_a_notebook_is_closed():
    """No module, no loop."""
    with Notebook() as closed:
        closed.run("import asyncio\nloop = asyncio.get_running_loop()", "<cell 1>")
    assert MODULE not in sys.modules
    assert closed.namespace["loop"].is_closed()
    with pytest.raises(RuntimeError):
        asyncio.get_running_loop()
