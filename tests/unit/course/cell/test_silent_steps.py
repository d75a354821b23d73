"""A None that a chain's step has given is told at that step, and not where it was met."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.silent_steps import with_silent_steps
from asynclab.expect import Failure
from tests.unit.course.cell.test_cell_history import Notebook

CHAIN = """
def build(office):
    def look(letter):
        {}

    def other(letter):
        return letter

    return {}
"""
NONE = "`counter` failed with `TypeError`: 'NoneType' object is not subscriptable. That was caught."


def told(body, chain, seen=NONE):
    """What is told of a failure of such an answer: why, and the text of the line."""
    notebook = Notebook()
    notebook.run("answer", CHAIN.format(body, chain))
    (found,) = with_silent_steps([Finding(Failure(seen, "Why."))], {"cell In[9]"}, ["build"], notebook.history)
    return found.failure.cause, found.failure.place.text if found.failure.place else ""


@pytest.mark.parametrize("chain", ["RunnableLambda(look) | office", "RunnableLambda(func=look)", "office | look"])
@pytest.mark.parametrize("body", ["pass", "return", "if not letter: raise ValueError", "x = lambda: (yield)"])
def test_a_step_without_return_is_told_at_its_first_line(body, chain):
    """Whatever line has met its None."""
    cause, line = told(body, chain)
    assert cause == "`look` is a step of a chain, and has no `return`: so it gives None to what comes behind it."
    assert line == "def look(letter):"


@pytest.mark.parametrize(
    ("body", "chain", "seen"),
    [
        ("return letter", "RunnableLambda(look) | office", NONE),
        ("yield letter", "RunnableLambda(look) | office", NONE),
        ("pass", "graph.add_node(look)", NONE),
        ("pass", "RunnableLambda(other) | office", NONE),
        ("pass", "RunnableLambda(look) | office", "It took 3 s."),
    ],
)
def test_of_a_step_that_gives_something_or_of_no_none_nothing_is_said(body, chain, seen):
    """A node of a graph may well return nothing."""
    assert told(body, chain, seen) == ("Why.", "")
