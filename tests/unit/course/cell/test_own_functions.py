"""An error of what a function inside of an answer takes or gives is told at that function, where that is certain."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.own_functions import at_own_functions
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


def test_a_function_that_makes_the_node_is_told_where_it_was_added_uncalled():
    """What it returned is right; a node that gave another function is told at its `return`."""
    seen = "It raised `InvalidUpdateError`: Expected dict, got <function ask> That was of the node `noise`."
    added = "graph.add_node(each.name, factory)"
    assert told(GRAPH.format(added=added), seen) == added
    assert told(GRAPH.format(added="graph.add_node('noise', dress)"), seen) == "return 1"


@pytest.mark.parametrize(
    ("added", "line"),
    [
        ('x = Send("noise", {})', True),
        ('graph.add_conditional_edges("ask", lambda s: [Send(noise, {})])', True),
        ('x = Send("nois", {})', False),
        ('x = Send("noise", 1)\n    y = Send("noise", 2)', False),
    ],
)
def test_what_was_sent_to_no_node_is_told_where_it_is_sent(added, line):
    """Where there is one such line."""
    for target in ("`noise`", "the function `noise`"):
        seen = f"A `Send` went to {target}, and no node of the graph is called so: LangGraph ran nothing for it."
        assert told(GRAPH.format(added=added), seen) == (added if line else "")


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


EDGE = """
class Rescue:
    async def fly(self, state):
        if not state:
            return {"report": "refused"}
        return {"reports": "flown"}


def build(each):
    rescue = Rescue()
    graph = StateGraph(dict).add_node("ask", each).add_node("fly", rescue.fly)
    graph.add_conditional_edges("ask", lambda state: True)
    graph.add_conditional_edges("fly", lambda state: True); graph.add_conditional_edges("fly", lambda state: False)
    return graph.compile()
"""


@pytest.mark.parametrize(
    ("seen", "line"),
    [
        (
            "What the edge behind `ask` gave, or a `Command` of that node, was `True`.",
            'graph.add_conditional_edges("ask"',
        ),
        (
            "It raised `KeyError`: True. That is what the conditional edge behind `ask` gave.",
            "graph.add_conditional_edges(",
        ),
        ("It raised `ValueError`: Branch did not. That was of the edge behind `ask`.", "graph.add_conditional_edges("),
        ("What the edge behind `other` gave", ""),
        ("The node `fly` returned `reports`, and nobody saw that.", 'return {"reports": "flown"}'),
        ("The node `fly` returned `other`, and nobody saw that.", "async def fly(self, state):"),
    ],
)
def test_an_edge_and_a_key_are_told_at_their_lines(seen, line):
    """The line that makes the edge; of several `return`s the one with the key in it."""
    found = told(EDGE, seen)
    assert found.startswith(line)
    assert bool(found) is bool(line)


CHANGES = """
def build(speakers, config):
    own = list(speakers)
    own.pop()

    def inner(state):
        {}

    def other(table):
        table.clear()
    return inner
"""
LIST = "The list `{}`, which was given with 2 things in it, had nothing of that left in it at the end."


@pytest.mark.parametrize(
    ("line", "name", "told_at"),
    [
        ("speakers.pop(0)", "speakers", "speakers.pop(0)"),
        ("del speakers[0]", "speakers", "del speakers[0]"),
        ("speakers[0] = 1", "speakers", "speakers[0] = 1"),
        ('state["order"].pop(0)', "order", 'state["order"].pop(0)'),
        ("return 1", "given", "table.clear()"),
        ("speakers.pop(); speakers.clear()", "speakers", "speakers.pop(); speakers.clear()"),
        ("speakers.pop(0)", "given", ""),
    ],
)
def test_what_was_given_and_has_changed_is_told_at_the_line_that_changes_it(line, name, told_at):
    """By its name; under another one, where but one line changes such a thing."""
    assert told(CHANGES.format(line), LIST.format(name)) == told_at


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("async def build(): ...\nbuild = build()", "build = build()"),
        ("async def build(): ...\nfor build in []: pass", "for build in []: pass"),
        ("async def build(): ...", ""),
    ],
)
def test_a_name_that_stands_for_no_function_is_told_at_the_line_that_made_it_so(source, line):
    """And not at the `def`, which is right."""
    seen = "`build` is a coroutine, and should be a function. Did a later line give the name away?"
    notebook = Notebook()
    notebook.run("answer", source)
    notebook.namespace["build"].close() if line == "build = build()" else None
    (found,) = at_own_functions([Finding(Failure(seen))], set(), ["build"], notebook.history)
    assert (found.failure.place.text if found.failure.place else "") == line
    assert found.failure.remedy.startswith("Take that line away") is bool(line)


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
