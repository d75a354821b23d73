"""How graphs branch: Send, commands, conditions, reducers."""

import asyncio
import operator
from typing import Annotated, TypedDict

from langgraph.errors import GraphRecursionError
from langgraph.graph import END, START, StateGraph
from langgraph.types import Command, Send

from .graphs import State
from .trace import Trace, scenario, short


class Work(TypedDict):
    number: int


@scenario(
    """
    0 w0 (
    0 w1 (
    1 w0 )
    1 w2 (
    1.5 w1 )
    1.5 w3 (
    3 w2 )
    4 w3 )
    4 [w0, w1, w2, w3]
    """
)
async def send_with_max_concurrency(trace: Trace) -> None:
    """Four of 1, 1.5, 2 and 2.5, two at a time: the third begins at 1, the fourth at 1.5."""

    async def work(state: Work) -> State:
        return {"log": [await trace.waits(f"w{state['number']}", 1 + state["number"] / 2)]}

    builder = StateGraph(State)
    builder.add_node("work", work)
    builder.add_conditional_edges(START, lambda state: [Send("work", {"number": n}) for n in range(4)], ["work"])
    trace(short((await builder.compile().ainvoke({"log": []}, {"max_concurrency": 2}))["log"]))


@scenario(
    """
    0 w0 (
    0 w1 (
    0 w2 (
    1 w2 )
    2 w1 )
    3 w0 )
    3 [w0, w1, w2]
    """
)
async def send_to_sync_nodes(trace: Trace) -> None:
    """Three threads side by side: max(3, 2, 1), merged in the order in which they were sent."""

    def work(state: Work) -> State:
        return {"log": [trace.blocks(f"w{state['number']}", 3 - state["number"])]}

    builder = StateGraph(State)
    builder.add_node("work", work)
    builder.add_conditional_edges(START, lambda state: [Send("work", {"number": n}) for n in range(3)], ["work"])
    trace(short((await builder.compile().ainvoke({"log": []}))["log"]))


@scenario(
    """
    1 a
    2 b
    3 a
    3 stopped at the limit
    """
)
async def loop_until_the_recursion_limit(trace: Trace) -> None:
    """Two nodes of a second that send each other commands, for three steps."""

    def node(name: str, other: str):
        async def run(state: State) -> Command:
            await asyncio.sleep(1)
            trace(name)
            return Command(goto=other, update={"log": [name]})

        return run

    builder = StateGraph(State)
    builder.add_node("a", node("a", "b"), destinations=("b",))
    builder.add_node("b", node("b", "a"), destinations=("a",))
    builder.add_edge(START, "a")
    try:
        await builder.compile().ainvoke({"log": []}, {"recursion_limit": 3})
    except GraphRecursionError:
        trace("stopped at the limit")


@scenario(
    """
    1 long
    3 {log: [short, long]}
    """
)
async def conditional_edges(trace: Trace) -> None:
    """A choice after 1 leads to the node that takes 2."""

    async def begin(state: State) -> State:
        await asyncio.sleep(1)
        return {"log": ["short"]}

    async def long(state: State) -> State:
        await asyncio.sleep(2)
        return {"log": ["long"]}

    def choose(state: State) -> str:
        trace("long")
        return "long"

    builder = StateGraph(State)
    builder.add_node("begin", begin)
    builder.add_node("long", long)
    builder.add_edge(START, "begin")
    builder.add_conditional_edges("begin", choose, ["long", END])
    trace(short(await builder.compile().ainvoke({"log": []})))


class Counted(TypedDict):
    total: Annotated[int, operator.add]


@scenario("2 {total: 3}")
async def reducer_of_parallel_nodes(trace: Trace) -> None:
    """Both write one key; the reducer adds 1 (at 1) and 2 (at 2)."""
    builder = StateGraph(Counted)
    for number in (1, 2):
        builder.add_node(f"n{number}", _adds(number))
        builder.add_edge(START, f"n{number}")
    trace(short(await builder.compile().ainvoke({"total": 0})))


def _adds(number: int):
    async def node(state: Counted) -> Counted:
        await asyncio.sleep(number)
        return {"total": number}

    return node
