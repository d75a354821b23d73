"""A node with a `yield` in it is told where what was seen may follow of that."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.node_yields import with_yielding_nodes
from asynclab.expect import Failure
from asynclab.observe.run import Ending
from tests.unit.course.cell.test_cell_history import Notebook
from tests.unit.expect.by_hand import run, span

GRAPH = """
def build():
    async def cook(state):
        {}

    return StateGraph(dict).add_node("cook", cook).compile()
"""
NODE = span("chain", "cook", 0.0, 1.0, metadata={"langgraph_node": "cook"})


def told(body, *seen):
    """What is told of an answer whose node has this body, of a run in which it ran: each sentence with its line."""
    notebook = Notebook()
    notebook.run("answer", GRAPH.format(body))
    findings = [Finding(Failure(each, "why", "what"), run(NODE, ending=Ending.RETURNED)) for each in seen]
    found = with_yielding_nodes(findings, {"cell In[9]"}, ["build"], notebook.history)
    return [(each.failure.seen, each.failure.place.text if each.failure.place else "") for each in found]


@pytest.mark.parametrize(
    "body",
    [
        "yield 'soup'",
        "yield {'a': 1}; yield {'b': 2}",
        "for n in state: yield {'a': n}",
        "x = yield",
    ],
)
@pytest.mark.parametrize("seen", ["The reader got no item.", "It raised `KeyError`: 'cooked'."])
def test_a_node_that_yields_is_told_first_with_its_line(body, seen):
    """And of what follows of it no cause is guessed."""
    assert told(body, seen) == [("The node `cook` has a `yield` in it.", body), (seen, "")]


def test_what_it_is_said_to_have_returned_is_not_told_beside():
    """It has returned nothing."""
    lost, error = "The node `cook` returned `of`, and nobody saw that.", "It raised `KeyError`: 'cooked'."
    assert [seen for seen, _ in told("yield 1", lost, error)] == ["The node `cook` has a `yield` in it.", error]


@pytest.mark.parametrize(
    ("body", "seen"),
    [
        ("return {'a': 1}", "The reader got no item."),
        ("yield {'a': 1}", "The reader got no item."),
        ("async def inner(): yield 1", "The reader got no item."),
        ("yield 1", "It raised `NameError`: name 'stov' is not defined."),
    ],
)
def test_where_it_is_no_slip_or_not_the_one_that_was_seen_the_findings_stay(body, seen):
    """A single dict that is yielded goes into the state as one that is returned does."""
    assert told(body, seen) == [(seen, "")]
