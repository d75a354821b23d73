"""An error of what a function inside of an answer takes or gives is told at that function, where that is certain."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.own_functions import at_own_functions
from asynclab.expect import Failure
from asynclab.observe.run import Place
from tests.unit.course.cell.test_cell_history import Notebook

GRAPH = """
def build(each):
    def factory(one):
        def ask(state):
            note = lambda: 2
            return "quiet"
        return ask

    async def dress(state):
        return 1

    graph = StateGraph(dict)
    {added}
    return graph.compile()
"""
TOLD = "It raised `InvalidUpdateError`: Expected dict, got quiet. That was of the node `{}`."


def told(source, seen, place=None):
    """The line that a failure is told at, of an answer `build`."""
    notebook = Notebook()
    notebook.run("answer", source)
    finding = Finding(Failure(seen, place=place))
    (found,) = at_own_functions([finding], {"cell In[9]"}, ["build"], notebook.history)
    return found.failure.place.text if found.failure.place else ""


@pytest.mark.parametrize(
    ("added", "node", "line"),
    [
        ('graph.add_node("ask", factory(each)).add_node("dress", dress)', "ask", 'return "quiet"'),
        ('graph.add_node("ask", factory(each)).add_node("dress", dress)', "dress", "return 1"),
        ('graph.add_node("ask", factory(each)).add_node(dress)', "dress", "return 1"),
        ("graph.add_node(each.name, factory(each))", "noise", 'return "quiet"'),
        ("graph.add_node(each.name, factory(each)).add_node(each.other, dress)", "noise", ""),
        ("graph.add_node(each.name, lambda state: 1)", "noise", ""),
        ("graph.add_sequence([dress])", "dress", "return 1"),
        ("[graph.add_node(one) for one in (ask, dress)]", "dress", "return 1"),
        ("[graph.add_node(one) for one in (ask, dress)]", "other", ""),
    ],
)
def test_what_a_node_returned_is_told_at_its_return(added, node, line):
    """Of one whose name only the run knows, where the graph has no other such node; else there is none."""
    assert told(GRAPH.format(added=added), TOLD.format(node)) == line
    assert told(GRAPH.format(added=added), TOLD.format(node), Place("cell In[9]", 2, "given", "")) in (line, "")


def test_a_function_that_does_not_take_what_it_is_given_is_told_at_its_first_line():
    """Of an error that has a line of the student's own, that line is told; so is the answer's own first line, by who
    knows who called it."""
    source, seen = GRAPH.format(added=""), "It raised `TypeError`: ask() takes 0 positional arguments but 1 was given."
    own = Place("cell In[1]", 3, "build", "graph.add_node(ask())")
    assert told(source, seen) == "def ask(state):"
    assert told(source, seen, own) == own.text
    assert told(source, seen.replace("ask()", "build()")) == ""
    assert told(f"def ask():\n    pass\n{source}", seen) == ""
    assert told("def build(", seen) == ""


ASKS = """
def build(stove, model):
    async def cook(state):
        return {{"plate": {0}}}

    async def dress(state):
        return {{"plate": {1}}}
"""


@pytest.mark.parametrize("asked", ["await stove.arun(state)", "await model.agenerate([[state]])", "stove.run(state)"])
def test_a_method_that_takes_no_config_along_is_told_at_its_line(asked):
    """Where there is one such line; it has none of its own, since nothing was raised there."""
    seen = "No `config` came to `stove`, not even that of `cook`, around it."
    assert told(ASKS.format(asked, "await stove.ainvoke(state)"), seen) == f'return {{"plate": {asked}}}'
    assert told(ASKS.format(asked, asked), seen) == ""
    assert told(ASKS.format("await stove.ainvoke(state)", "1"), seen) == ""


def test_a_tool_that_does_not_take_what_comes_is_told_at_its_functions_first_line():
    """The function is known by its parameter, where there is but one with it."""
    seen = "It raised `ValidationError`: 1 validation error for timed_web\nq\n  Field required [type=missing]."
    source = (
        "def build(source):\n    async def timed({}):\n        return 1\n    async def other({}):\n        return 2"
    )
    assert told(source.format("q: str", "query"), seen) == "async def timed(q: str):"
    assert told(source.format("*, q", "query"), seen) == "async def timed(*, q):"
    assert told(source.format("q", "q"), seen) == ""
    assert told(source.format("a", "b"), seen) == ""
