"""An `async def` that a thread called is told at the line that gave it to the thread, where there is but one."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.calls.thread_calls import at_thread_calls
from asynclab.expect import Failure
from asynclab.observe.run import Place
from tests.unit.course.cell.test_cell_history import Notebook

DROPPED = Failure("`write(...)` was called in a thread 3 times and never awaited, so that nothing of it ran.")
OWN = Place("cell In[1]", 2, "answer", "pass")


def told(body, failure=DROPPED, given=()):
    """The line that a failure is told at, "" if none."""
    notebook = Notebook()
    notebook.run("answer", f"async def answer(write, pool, loop, word):\n    {body}\n")
    (found,) = at_thread_calls([Finding(failure)], given, ["answer"], notebook.history)
    return found.failure.place.text if found.failure.place else ""


@pytest.mark.parametrize(
    "body",
    [
        "await asyncio.to_thread(write, word)",
        "await asyncio.to_thread(lambda: write(word))",
        "await loop.run_in_executor(None, functools.partial(write, word))",
        "pool.submit(desk.write, word)",
        "threading.Thread(target=write, args=(word,)).start()",
        "return StructuredTool.from_function(write)",
    ],
)
def test_the_line_that_gives_it_to_a_thread_is_named(body):
    """By whatever call, with whatever is around the name."""
    assert told(body) == body
    assert told(body, given=["cell In[1]"]) == ""


@pytest.mark.parametrize(
    "body",
    [
        "await asyncio.to_thread(word, 1)",
        "await asyncio.to_thread(write, 1)\n    await asyncio.to_thread(write, 2)",
        "write(word)",
        "await asyncio.to_thread(",
    ],
)
def test_where_none_or_several_give_it_none_is_named(body):
    """It would be one of them, or none."""
    assert told(body) == ""


def test_a_line_that_is_known_stays_and_of_anything_else_none_is_named():
    """The run knows better."""
    body = "await asyncio.to_thread(write, word)"
    assert told(body, Failure(DROPPED.seen, place=OWN)) == "pass"
    assert told(body, Failure("`write(...)` was called 3 times and never awaited.")) == ""
