"""Graphs that stop for an answer, and go on."""

import asyncio

from langgraph.checkpoint.memory import MemorySaver
from langgraph.graph import START, StateGraph
from langgraph.types import Command, interrupt

from .graphs import ASYNC, State, wide
from .trace import Trace, scenario, short

THREAD = {"configurable": {"thread_id": "1"}}


def one_node(node, **compiled):
    builder = StateGraph(State)
    builder.add_node("node", node)
    builder.add_edge(START, "node")
    return builder.compile(**compiled)


@scenario(
    """
    1 -> {__interrupt__: [Interrupt(sure?)]}
    2 -> {node: {log: [yes]}}
    """
)
async def interrupt_and_resume(trace: Trace) -> None:
    """The node takes 1 to its question, and 1 again when it is run anew with the answer."""

    async def asks(state: State) -> State:
        await asyncio.sleep(1)
        return {"log": [interrupt("sure?")]}

    graph = one_node(asks, checkpointer=MemorySaver())
    for given in ({"log": []}, Command(resume="yes")):
        async for part in graph.astream(given, THREAD, stream_mode="updates"):
            trace("->", short(part))


@scenario(
    """
    0 sibling (
    1 -> {__interrupt__: [Interrupt(sure?)]}
    2 sibling )
    2 -> {sibling: {log: [sibling]}}
    2 -> {sibling: {log: [sibling]}, __metadata__: {cached: True}}
    3 -> {asks: {log: [yes]}}
    3 {log: [yes, sibling]}
    """,
    old="""
    0 sibling (
    2 sibling )
    2 -> {sibling: {log: [sibling]}}
    2 -> {__interrupt__: [Interrupt(sure?)]}
    2 -> {sibling: {log: [sibling]}, __metadata__: {cached: True}}
    3 -> {asks: {log: [yes]}}
    3 {log: [yes, sibling]}
    """,
)
async def interrupt_beside_another_node(trace: Trace) -> None:
    """One node asks at 1, its sibling ends at 2. LangGraph 1 tells of the question at once, and
    before it the question waited for the end of the superstep."""

    async def asks(state: State) -> State:
        await asyncio.sleep(1)
        return {"log": [interrupt("sure?")]}

    async def sibling(state: State) -> State:
        return {"log": [await trace.waits("sibling", 2)]}

    builder = StateGraph(State)
    builder.add_node("asks", asks)
    builder.add_node("sibling", sibling)
    builder.add_edge(START, "asks")
    builder.add_edge(START, "sibling")
    graph = builder.compile(checkpointer=MemorySaver())
    for given in ({"log": []}, Command(resume="yes")):
        async for part in graph.astream(given, THREAD, stream_mode="updates"):
            trace("->", short(part))
    trace(short((await graph.aget_state(THREAD)).values))


@scenario(
    """
    0 n0 (
    0 n1 (
    1 n0 )
    2 n1 )
    2 stopped before join
    2 {log: [n0, n1, joined]}
    """
)
async def interrupt_before_a_node(trace: Trace) -> None:
    """Stopped before the join, and resumed with nothing: the nodes do not run again."""
    graph = wide(trace, *ASYNC)
    graph.checkpointer = MemorySaver()
    await graph.ainvoke({"log": []}, THREAD, interrupt_before=["join"])
    trace("stopped before", *(await graph.aget_state(THREAD)).next)
    trace(short(await graph.ainvoke(None, THREAD)))
