"""What a node returned and its graph's state never took is told, where the run shows it."""

import operator
from typing import Annotated, TypedDict

import pytest
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command, Send

from asynclab.expect import anything, judge, returned
from asynclab.expect.messages.graphs.state_keys import lost_in_the_state
from asynclab.scenario import call, invoke, perform


class State(TypedDict):
    """A key with a reducer, and one that only the last node writes."""

    notes: Annotated[list, operator.add]
    plate: str


class Part(TypedDict):
    """A state that does not have all keys."""

    plate: str


def graph(first, second, output=State):
    """Two nodes, one after the other."""
    made = StateGraph(State, output_schema=output).add_node("first", first).add_node("second", second)
    return made.add_edge(START, "first").add_edge("first", "second").add_edge("second", END).compile()


def right():
    """Each node writes what the state has."""
    return graph(lambda state: {"notes": [1]}, lambda state: {"plate": "hot"})


def part():
    """What comes out is less than what was written."""
    return graph(lambda state: {"notes": [1]}, lambda state: {"plate": "hot"}, Part)


def misspelt():
    """A key that the state has not."""
    return graph(lambda state: {"nots": [1]}, lambda state: {"plate": "hot"})


def says_nothing():
    """A node that writes nothing, and another that does."""
    return graph(lambda state: None, lambda state: {"plate": "hot"})


async def asks_one_that_says_nothing():
    """What comes of it is empty."""
    return (await graph(lambda state: None, lambda state: None).ainvoke({"notes": []}))["notes"]


@pytest.mark.parametrize("target", ["right", "part", "says_nothing"])
def test_of_a_state_that_took_all_it_was_given_nothing_is_said(target):
    """A node may write nothing, and a graph give less than its state has."""
    assert lost_in_the_state(perform(invoke(target, input={"notes": []}), globals())) is None


def test_a_key_that_the_state_has_not_is_told_with_those_that_it_has():
    """And with its node."""
    failure = judge(perform(invoke("misspelt", input={"notes": []}), globals()), [returned({"notes": [1]})]).failures[0]
    assert failure.seen == (
        "The node `first` returned `nots`, and nobody saw that in the graph's state, which has `notes` and `plate`."
    )


def test_where_nothing_came_back_a_node_that_returned_none_is_told():
    """It may have forgotten its `return`."""
    failure = judge(perform(call("asks_one_that_says_nothing"), globals()), [returned([1])]).failures[0]
    assert failure.seen.startswith("The node `first` returned None")


def looks_for_it(state):
    """A node that misses what was misspelt."""
    return {"plate": state["notes"]}


class Narrow(TypedDict):
    """What the state has of it, without a key that a node looks for."""

    order: str
    plate: str


def narrow(first, second=looks_for_it, *edge):
    """Two nodes, of which the second looks for a key; or a conditional edge between them does."""
    made = StateGraph(Narrow).add_node("first", first).add_node("second", second).add_edge("second", END)
    made.add_edge(START, "first")
    if edge:
        made.add_conditional_edges("first", *edge)
    else:
        made.add_edge("first", "second")
    return made.compile()


async def a_letter_too_few():
    """The key is much like the one that is looked for."""
    return await narrow(lambda state: {"nots": [1]}).ainvoke({"order": "egg"})


async def other_words():
    """No key is like it."""
    return await narrow(lambda state: {"dishes": [1], "sauce": 1}).ainvoke({"order": "egg"})


async def not_in_the_class():
    """The key is as it is looked for, and the class lacks it."""
    return await narrow(lambda state: {"notes": [1]}).ainvoke({"order": "egg"})


async def by_command():
    """It was written by a `Command`."""
    return await narrow(lambda state: Command(update={"nots": [1]})).ainvoke({"order": "egg"})


async def none_at_all():
    """Nothing was written."""
    return await narrow(lambda state: None).ainvoke({"order": "egg"})


async def read_with_get():
    """What it was given has another name, and `get` gives None of the one that is typed."""
    return await narrow(lambda state: {}, lambda state: state.get("ordr").upper()).ainvoke({"order": "egg"})


async def sent_under_another_name():
    """It was handed over by a `Send`."""
    return await narrow(lambda state: {}, looks_for_it, lambda state: Send("second", {"noted": 1})).ainvoke(
        {"order": "egg"}
    )


async def at_an_edge():
    """The edge behind the node looks for it."""
    return await narrow(
        lambda state: {"nots": [1]}, looks_for_it, lambda state: END if state["notes"] else "second"
    ).ainvoke({"order": "egg"})


async def of_a_dict_of_its_own():
    """A key of something else is missed, and nothing is lost."""
    return await narrow(lambda state: {"plate": "hot"}, lambda state: {}["zinc"]).ainvoke({"order": "egg"})


GIVEN = "and the node `second`, which came later and looks for `notes`, was given `order`."
PERHAPS = "Perhaps `notes` is meant: look how it is spelt in the class of the state, and how in what the node returns."


@pytest.mark.parametrize(
    ("target", "seen", "remedy"),
    [
        ("a_letter_too_few", f"The node `first` returned `nots`, {GIVEN}", PERHAPS),
        ("by_command", f"The node `first` returned `nots`, {GIVEN}", PERHAPS),
        (
            "other_words",
            f"The node `first` returned `dishes` and `sauce`, {GIVEN}",
            "Look how it is spelt in the class of the state, and how in what the node returns.",
        ),
        ("not_in_the_class", f"The node `first` returned `notes`, {GIVEN}", "Look how it is spelt in these classes."),
        (
            "none_at_all",
            f"The node `first` returned None, which writes nothing into the state, {GIVEN}",
            "If it should write `notes`: let it `return` that, in a dict.",
        ),
        (
            "at_an_edge",
            "The node `first` returned `nots`, and the edge behind it looks for `notes`.",
            "Perhaps `notes` is meant: look how it is spelt in the class of the state, in what the node returns, and "
            "at the edge.",
        ),
    ],
)
def test_a_key_that_a_later_node_misses_is_told_of_the_node_that_returned_another(target, seen, remedy):
    """First; the error follows with its own line, and of it no cause is guessed."""
    first, error = judge(perform(call(target), globals()), [returned(anything())]).failures
    assert (first.seen, first.remedy) == (seen, remedy)
    assert (error.seen, error.cause, error.remedy) == ("It raised `KeyError`: 'notes'.", "", "")
    assert "notes" in error.place.text


@pytest.mark.parametrize(
    ("target", "given", "meant"),
    [
        ("read_with_get", "The node `second` was given `order`, and no key `ordr`.", "`order`"),
        ("sent_under_another_name", "The node `second` was given `noted`, and no key `notes`.", "`noted`"),
    ],
)
def test_a_key_that_was_given_under_another_name_is_told_where_it_is_looked_for(target, given, meant):
    """With the one that may be meant."""
    (error,) = judge(perform(call(target), globals()), [returned(anything())]).failures
    assert error.cause == given
    assert error.remedy.startswith(f"Perhaps {meant} is meant")


def test_of_a_key_of_something_else_no_node_is_blamed():
    """Nothing was lost in the state."""
    (error,) = judge(perform(call("of_a_dict_of_its_own"), globals()), [returned(anything())]).failures
    assert error.cause == "What is read there has no key 'zinc'."


async def part_of_the_state():
    """The second node is handed something else than the state, and misses a key of a dict of its own."""
    return await narrow(
        lambda state: {"plate": "hot"}, lambda handed: {}["zinc"], lambda state: Send("second", {"one": 1})
    ).ainvoke({"order": "egg"})


def test_a_node_that_is_handed_something_else_blames_no_key_that_it_was_not_given():
    """Nobody has read that yet, and it may be right."""
    (error,) = judge(perform(call("part_of_the_state"), globals()), [returned(anything())]).failures
    assert error.cause == "What is read there has no key 'zinc'."
