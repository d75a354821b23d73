"""A stream that nobody closes is told at the loop that reads it, where there is but one."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.unclosed_loops import at_unclosed_loops
from asynclab.expect import Failure
from asynclab.observe.run import Place
from tests.unit.course.cell.test_cell_history import Notebook

ANSWER = """
async def answer(model, stack):
    {}
"""
OPEN = Failure("`valley` was still open when the answer had ended. Nobody closed it.")
CLOSE = Failure("`actor` let go at 3 s.", "why", "Stop reading it when the reader leaves, and close it.")
HINTED = Failure("`desk` began at 2 s.", "Perhaps: an `aclosing` closes it.")
OWN = Place("cell In[1]", 2, "answer", "yield word")


def told(body, failure=OPEN, given=()):
    """The line that a failure is told at, "" if none."""
    notebook = Notebook()
    notebook.run("answer", ANSWER.format(body))
    (found,) = at_unclosed_loops([Finding(failure)], given, ["answer"], notebook.history)
    return found.failure.place.text if found.failure.place else ""


@pytest.mark.parametrize("failure", [OPEN, CLOSE, HINTED])
@pytest.mark.parametrize(
    "body",
    [
        "feed = model.astream(1)\n    async for word in feed:\n        yield word",
        "async for word in model.astream(1):\n        yield word",
        "[word async for word in model.astream(1)]; yield 1",
        "async with aclosing(model.astream(1)) as one:\n        async for word in model.astream(2): yield word",
        "async for word in stack: yield word",
        "async def inner():\n        async for word in model.astream(1): yield word\n    return inner()",
    ],
)
def test_the_one_loop_over_what_nothing_closes_is_named(body, failure):
    """Read by a name, or as it is made."""
    assert "async for word in" in told(body, failure)
    assert told(body, failure, ["cell In[1]"]) == ""


@pytest.mark.parametrize(
    "body",
    [
        "async with aclosing(model.astream(1)) as feed:\n        async for word in feed: yield word",
        "feed = model.astream(1)\n    async with aclosing(feed):\n        async for word in feed: yield word",
        "feed = model.astream(1)\n    async for word in feed: yield word\n    await feed.aclose()",
        "feed = await stack.enter_async_context(aclosing(model.astream(1)))\n    async for word in feed: yield word",
        "async for done in asyncio.as_completed(model): yield done",
        "async for word in model.one(): yield word\n    async for word in model.two(): yield word",
        "feed = model.astream(1)\n    async for word in feed: yield await anext(feed)",
        "for word in model.stream(1): yield word",
    ],
)
def test_where_it_is_closed_or_there_are_several_no_line_is_named(body):
    """It would be one of them, or none."""
    assert told(body) == ""


def test_a_line_that_is_known_stays_and_of_anything_else_none_is_named():
    """The run knows better."""
    body = "async for word in model.astream(1):\n        yield word"
    assert told(body, Failure("Nobody closed it.", place=OWN)) == "yield word"
    assert told(body, Failure("It returned 1.")) == ""
    assert told("async for", OPEN) == ""
