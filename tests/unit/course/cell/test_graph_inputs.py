"""A key that a given graph's node misses is told at the line that gives the graph a dict without it."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.graph_inputs import at_graph_inputs
from asynclab.expect import Failure
from asynclab.observe.run import Ending, Place, Problem, Run
from tests.unit.course.cell.test_cell_history import Notebook

MISSED = Failure("It raised `KeyError`: 'question'.", "What is read there has no key 'question'.", "Look.")
NODE = Place("cell In[9]", 7, "plan", 'state["question"]')


def told(body, given=("cell In[9]",), place=NODE):
    """What is told of an answer with this body, of an error that was raised at this place."""
    notebook = Notebook()
    notebook.run("answer", f"async def answer(graph, question, key):\n    {body}\n")
    run = Run(Ending.RAISED, problem=Problem("KeyError", "'question'", ("KeyError",), place))
    (found,) = at_graph_inputs([Finding(MISSED, run)], given, ["answer"], notebook.history)
    return found.failure


@pytest.mark.parametrize(
    ("body", "came"),
    [
        ('return await graph.ainvoke({"input": question})', "`input`"),
        (
            'async for part in graph.astream({"input": question, "to": 1}, stream_mode="custom"): pass',
            "`input` and `to`",
        ),
        ("return await graph.ainvoke({})", "an empty dict"),
    ],
)
def test_what_the_graph_is_given_is_told_where_a_key_of_it_is_missed(body, came):
    """With what came in its place, at the line of the student's that gives it."""
    failure = told(body)
    assert failure.cause == f"The graph is given {came} there, and one of its nodes reads `question`."
    assert failure.place.text == body


@pytest.mark.parametrize(
    "body",
    [
        'return await graph.ainvoke({"question": question})',
        "return await graph.ainvoke({key: question})",
        "return await graph.ainvoke(question)",
        'await graph.ainvoke({"a": 1})\n    await graph.ainvoke({"b": 1})',
        "return (",
    ],
)
def test_where_it_is_given_or_nobody_knows_nothing_of_that_is_told(body):
    """Nor of several that may be meant."""
    assert told(body) == MISSED


def test_a_key_that_the_students_own_line_misses_is_none_of_the_graphs():
    """It stands in that line."""
    assert told('await graph.ainvoke({"input": question})', given=()) == MISSED
