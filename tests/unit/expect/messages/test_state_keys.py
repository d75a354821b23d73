"""What a node returned and its graph's state never took is told, where the run shows it."""

import operator
from typing import Annotated, TypedDict

import pytest
from langgraph.graph import END, START, StateGraph

from asynclab.expect import judge, returned
from asynclab.expect.messages.state_keys import lost_in_the_state
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
