"""A function that a loop makes, and that reads the loop's name, is told where a run has asked the last one each
time."""

import pytest

from asynclab.course.cell.cell_verdict import Finding
from asynclab.course.cell.session.written.loop_closures import with_loop_closures
from asynclab.expect import Failure
from tests.unit.course.cell.test_cell_history import Notebook
from tests.unit.expect.by_hand import run, span

DESK = """
def build(tools):
    graph = StateGraph(dict)
    for source in tools:
{}
    return graph
"""
NODE = """
        async def ask(state):
            return await source.ainvoke(state)
        graph.add_node(source.name, ask)
"""
SEEN = "Nothing named `archive` was called."


def asked(*names, how="done", query="why?"):
    """A run that has asked these tools, side by side."""
    return run(*[span("call", name, 0.0, 1.0, how, data={"query": query.format(n=n)}) for n, name in enumerate(names)])


ALWAYS_WEB = asked("web", "web", "web")


def told(source, given=ALWAYS_WEB):
    """What is told of an answer and of a run of it: each sentence with its cause and its line."""
    notebook = Notebook()
    notebook.run("answer", source)
    found = with_loop_closures(
        [Finding(Failure(SEEN, "why", "what"), given)], {"cell In[9]"}, ["build"], notebook.history
    )
    return [(each.failure.seen, each.failure.cause, each.failure.place) for each in found]


@pytest.mark.parametrize(
    ("body", "what", "line"),
    [
        (NODE, "`ask` reads `source`", "return await source.ainvoke(state)"),
        ("        graph.add_node(source.name, lambda state: source.invoke(state))", "The `lambda` reads `source`", ""),
        (
            "        name = source.name\n        async def ask(state):\n            return {name: 1}\n"
            "        graph.add_node(source.name, ask)",
            "`ask` reads `name`",
            "return {name: 1}",
        ),
        ("        pass\n    nodes = [lambda state: each.invoke(state) for each in tools]", "The `lambda` reads", ""),
        (
            "        async def ask():\n            return await source.ainvoke('x')\n        group.create_task(ask())",
            "`ask` reads `source`",
            "return await source.ainvoke('x')",
        ),
    ],
)
def test_a_function_that_reads_the_loops_name_when_it_runs_is_told_first(body, what, line):
    """With the line that reads it; of what follows of it no cause is guessed."""
    (first, second) = told(DESK.format(body))
    assert first[0].startswith(what)
    assert "has ended." in first[0]
    assert line in first[2].text
    assert second == (SEEN, "", None)


@pytest.mark.parametrize(
    "body",
    [
        "        graph.add_node(source.name, branch(source))",
        NODE.replace("(state):", "(state, source=source):"),
        "        async def ask():\n            return await source.ainvoke('x')\n        found.append(await ask())",
        "        if source:\n            async def ask():\n                return await source.ainvoke('x')\n"
        "            found.append(await asyncio.wait_for(ask(), 1))",
        "        graph.add_node(source.name, max(tools, key=lambda each: each.rank - source.rank))",
        "        async def ask(state):\n            for source in state:\n                await source.ainvoke(1)\n"
        "        graph.add_node('x', ask)",
        "        def branch(source):\n            return lambda state: source.invoke(state)\n"
        "        graph.add_node(source.name, branch(source))",
    ],
)
def test_a_function_that_is_given_the_value_or_called_at_once_is_no_such_slip(body):
    """It reads that of its own turn, whatever else went wrong."""
    assert told(DESK.format(body)) == [(SEEN, "why", None)]


@pytest.mark.parametrize(
    "given",
    [
        asked("archive", "web", "web"),
        asked("web"),
        asked("web", "web", how="error"),
        asked("web", "web", query="why {n}?"),
        run(),
        None,
    ],
)
def test_where_the_run_does_not_show_it_nothing_is_said(given):
    """More than one was asked, only once, again after an error, or other things each time."""
    assert told(DESK.format(NODE), given) == [(SEEN, "why", None)]
