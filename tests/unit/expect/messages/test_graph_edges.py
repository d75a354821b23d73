"""An edge that leads to no node is told, with the node before it."""

from typing import Literal, TypedDict

import pytest
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command, Send

from asynclab.expect import anything, judge, raised, returned
from asynclab.scenario import call, perform, raises, tool


class Mission(TypedDict, total=False):
    """What the nodes know."""

    word: str
    report: str


async def flown(first, *edge):
    """A graph whose first node has a conditional edge, or none."""
    made = StateGraph(Mission).add_node("ask", first).add_node("fly", lambda state: {"report": "flown"})
    made.add_edge(START, "ask").add_edge("fly", END)
    if edge:
        made.add_conditional_edges("ask", *edge)
    return await made.compile().ainvoke({"word": "go"})


def asks(state):
    """A node that changes nothing."""
    return {"word": state["word"]}


def by_name(state) -> Literal["fly"]:
    """An edge that gives another name than it says."""
    return "fyl"


EDGES = {
    "true": lambda: flown(asks, lambda state: state["word"] == "go"),
    "false": lambda: flown(asks, lambda state: state["word"] == "no"),
    "number": lambda: flown(asks, lambda state: 1),
    "misspelt": lambda: flown(asks, lambda state: "flyy"),
    "one_of_two": lambda: flown(asks, lambda state: ["fly", "flyy"]),
    "end": lambda: flown(asks, lambda state: "END"),
    "function": lambda: flown(asks, lambda state: asks),
    "command": lambda: flown(lambda state: Command(goto="flyy")),
    "dict": lambda: flown(asks, lambda state: {"fly": "now: at once"}),
    "sent_function": lambda: flown(asks, lambda state: Send(asks, {})),
    "listed_dict": lambda: flown(asks, lambda state: [{"fly": 1}], ["fly"]),
    "listed_none": lambda: flown(asks, lambda state: None, ["fly"]),
    "sent": lambda: flown(asks, lambda state: Send("flyy", {})),
    "unlisted": lambda: flown(asks, lambda state: "flyy", ["fly"]),
    "unmapped": lambda: flown(asks, lambda state: state["word"] == "go", {"go": "fly"}),
    "unsaid": lambda: flown(asks, by_name),
    "none": lambda: flown(asks, lambda state: None),
    "right": lambda: flown(asks, lambda state: "fly" if state["word"] == "go" else END),
}
NAMED = "and no node of the graph is called so: LangGraph ran nothing for it."


def failures_of(name):
    """What is told of such a graph."""
    return judge(perform(call(name), EDGES), [returned(5)]).failures


@pytest.mark.parametrize(
    ("name", "target", "why"),
    [
        ("true", "`True`", "That is what a comparison gives."),
        ("false", "`False`", "That is what a comparison gives."),
        ("number", "`1`", "LangGraph goes on"),
        ("misspelt", "`flyy`", "LangGraph goes on"),
        ("one_of_two", "`flyy`", "LangGraph goes on"),
        ("end", "`END`", "LangGraph goes on"),
        ("dict", "`{'fly': 'now: at once'}`", "LangGraph goes on"),
        ("command", "`flyy`", "LangGraph goes on"),
    ],
)
def test_what_an_edge_gave_that_is_no_node_is_told_first(name, target, why, capfd):
    """With the node before it, and with nothing on the error stream."""
    first = failures_of(name)[0]
    assert first.seen == f"What the edge behind `ask` gave, or a `Command` of that node, was {target}, {NAMED}"
    assert first.cause.startswith(why)
    assert first.remedy
    assert capfd.readouterr().err == ""


def test_a_function_in_the_place_of_a_nodes_name_is_told_by_its_name():
    """And with what to write."""
    first = failures_of("function")[0]
    assert "was the function `asks`, and no name" in first.seen
    assert first.remedy.endswith('as in "asks".')


def test_what_was_sent_to_no_node_is_told():
    """Who sent it is not known."""
    assert failures_of("sent")[0].seen == f"A `Send` went to `flyy`, {NAMED}"


@pytest.mark.parametrize(("name", "given"), [("unlisted", "'flyy'"), ("unmapped", "True"), ("unsaid", "'fyl'")])
def test_what_an_edge_gave_that_is_none_of_its_targets_is_told_as_that(name, given):
    """Not as a key of something that a line reads."""
    (failure,) = failures_of(name)
    assert failure.seen == (
        f"It raised `KeyError`: {given}. That is what the conditional edge behind `ask` gave, and it is none of the "
        "targets that are listed for that edge."
    )
    assert "third argument of `add_conditional_edges`" in failure.remedy


def test_an_edge_that_gave_none_is_told_with_its_node():
    """LangGraph's error names none."""
    (failure,) = failures_of("none")
    assert failure.seen.endswith("That was of the edge behind `ask`.")


def test_a_function_that_was_sent_to_is_told_by_its_name():
    """And with what to write."""
    first = failures_of("sent_function")[0]
    assert first.seen.startswith("A `Send` went to the function `asks`, and to no name")
    assert first.remedy.endswith('as in "asks".')


def test_a_dict_of_an_edge_whose_targets_are_listed_is_told_to_be_sent():
    """The error that LangGraph raises says of it that it cannot be a key."""
    (failure,) = failures_of("listed_dict")
    assert failure.seen.endswith("The conditional edge behind `ask` gave that, and it names no node.")
    assert "a list of these and of `Send`" in failure.remedy


def test_none_of_an_edge_whose_targets_are_listed_is_not_told_to_be_listed():
    """But to be no None."""
    (failure,) = failures_of("listed_none")
    assert failure.seen.endswith("none of the targets that are listed for that edge.")
    assert failure.remedy.startswith("Let it return a node's name, `END`, or a list of `Send`")


def test_of_edges_that_lead_somewhere_nothing_is_said():
    """What is told is what was asked for."""
    (failure,) = failures_of("right")
    assert "edge" not in failure.seen


async def fails(helicopter):
    """A node whose tool fails with the error that an edge without a target raises."""
    return await flown(lambda state: helicopter.invoke("x"), lambda state: "fly", ["fly"])


def test_a_scripted_error_of_a_node_is_no_edges():
    """Though it is of the same class."""
    run = perform(call("fails", tool("helicopter", fails=raises("KeyError", "flyy"))), globals())
    assert "edge" not in judge(run, [raised("ValueError", anything())]).failures[0].seen
