"""Graphs: async and sync nodes in every stream mode and in several at once."""

import operator
from typing import Annotated, TypedDict

from langgraph.graph import START, StateGraph
from langgraph.types import StreamWriter

from .trace import MODERN_GRAPH, Trace, scenario, short


class State(TypedDict):
    log: Annotated[list[str], operator.add]


Pace = tuple[float, bool]  # seconds, and whether the node is a blocking function


def wide(trace: Trace, *paces: Pace):
    """A graph of nodes n0, n1, ... side by side, and a node that joins them."""
    builder = StateGraph(State)
    for number, (seconds, sync) in enumerate(paces):
        name = f"n{number}"
        builder.add_node(name, _node(trace, name, seconds, sync))
        builder.add_edge(START, name)
    builder.add_node("join", lambda state: {"log": ["joined"]})
    builder.add_edge([f"n{number}" for number in range(len(paces))], "join")
    return builder.compile()


def _node(trace: Trace, name: str, seconds: float, sync: bool):
    async def waits(state: State, writer: StreamWriter) -> State:
        writer(f"{name} begins")
        await trace.waits(name, seconds)
        writer(f"{name} ends")
        return {"log": [name]}

    def blocks(state: State, writer: StreamWriter) -> State:
        writer(f"{name} begins")
        trace.blocks(name, seconds)
        writer(f"{name} ends")
        return {"log": [name]}

    return blocks if sync else waits


async def stream(trace: Trace, graph, mode, **options) -> None:
    async for part in graph.astream({"log": []}, stream_mode=mode, **options):
        trace("->", short(part))


ASYNC: tuple[Pace, ...] = ((1.0, False), (2.0, False))
SYNC: tuple[Pace, ...] = ((1.0, True), (2.0, True))


@scenario(
    """
    0 -> {log: []}
    0 n0 (
    0 n1 (
    1 n0 )
    2 n1 )
    2 -> {log: [n0, n1]}
    2 -> {log: [n0, n1, joined]}
    """
)
async def graph_values(trace: Trace) -> None:
    """The state at the start, after the step that costs max(1, 2), and after the join."""
    await stream(trace, wide(trace, *ASYNC), "values")


@scenario(
    """
    0 n0 (
    0 n1 (
    1 n0 )
    1 -> {n0: {log: [n0]}}
    2 n1 )
    2 -> {n1: {log: [n1]}}
    2 -> {join: {log: [joined]}}
    """
)
async def graph_updates(trace: Trace) -> None:
    """Each node's update at the instant at which it ends."""
    await stream(trace, wide(trace, *ASYNC), "updates")


@scenario(
    """
    0 n0 (
    0 n1 (
    1 n0 )
    1 -> {n0: {log: [n0]}}
    2 n1 )
    2 -> {n1: {log: [n1]}}
    2 -> {join: {log: [joined]}}
    """
)
async def graph_updates_of_sync_nodes(trace: Trace) -> None:
    """Nodes that block run in threads: the same times."""
    await stream(trace, wide(trace, *SYNC), "updates")


@scenario(
    """
    0 n0 (
    0 n1 (
    0 -> n0 begins
    0 -> n1 begins
    1 n0 )
    1 -> n0 ends
    2 n1 )
    2 -> n1 ends
    """
)
async def graph_custom(trace: Trace) -> None:
    """Progress arrives while the node runs, not when the step is over."""
    await stream(trace, wide(trace, *ASYNC), "custom")


@scenario(
    """
    0 n0 (
    0 n1 (
    0 -> n0 begins
    0 -> n1 begins
    1 n0 )
    1 -> n0 ends
    2 n1 )
    2 -> n1 ends
    """
)
async def graph_custom_of_sync_nodes(trace: Trace) -> None:
    """The same out of threads."""
    await stream(trace, wide(trace, *SYNC), "custom")


@scenario(
    """
    0 -> task 1 n0
    0 -> task 1 n1
    0 n0 (
    0 n1 (
    1 n0 )
    1 -> task_result 1 n0
    2 n1 )
    2 -> task_result 1 n1
    2 -> task 2 join
    2 -> task_result 2 join
    """
)
async def graph_debug(trace: Trace) -> None:
    """Tasks and their results: both begin at 0, end at 1 and 2, then the join."""
    async for part in wide(trace, *ASYNC).astream({"log": []}, stream_mode="debug"):
        trace("->", part["type"], part["step"], part["payload"].get("name", ""))


@scenario(
    """
    0 -> begins n0
    0 -> begins n1
    0 n0 (
    0 n1 (
    1 n0 )
    1 -> ends n0
    2 n1 )
    2 -> ends n1
    2 -> begins join
    2 -> ends join
    """,
    when=MODERN_GRAPH,
)
async def graph_tasks(trace: Trace) -> None:
    """The mode of its own that LangGraph 1 has for them."""
    async for part in wide(trace, *ASYNC).astream({"log": []}, stream_mode="tasks"):
        trace("->", "ends" if "result" in part else "begins", part["name"])


@scenario(
    """
    0 -> {log: []}
    0 -> {log: []}
    0 n0 (
    0 n1 (
    1 n0 )
    2 n1 )
    2 -> {log: [n0, n1]}
    2 -> {log: [n0, n1, joined]}
    """,
    when=MODERN_GRAPH,
)
async def graph_checkpoints(trace: Trace) -> None:
    """A checkpoint at the start, after the input, after the step and after the join."""
    from langgraph.checkpoint.memory import MemorySaver

    builder = wide(trace, *ASYNC)
    builder.checkpointer = MemorySaver()
    config = {"configurable": {"thread_id": "1"}}
    async for part in builder.astream({"log": []}, config, stream_mode="checkpoints"):
        trace("->", short(part["values"]))


@scenario(
    """
    0 -> [values, {log: []}]
    0 n0 (
    0 n1 (
    0 -> [custom, n0 begins]
    0 -> [custom, n1 begins]
    1 n0 )
    1 -> [custom, n0 ends]
    1 -> [updates, {n0: {log: [n0]}}]
    2 n1 )
    2 -> [custom, n1 ends]
    2 -> [updates, {n1: {log: [n1]}}]
    2 -> [values, {log: [n0, n1]}]
    2 -> [updates, {join: {log: [joined]}}]
    2 -> [values, {log: [n0, n1, joined]}]
    """
)
async def graph_in_several_modes(trace: Trace) -> None:
    """Three feeds out of one run, in one order, from an async and a sync node."""
    await stream(trace, wide(trace, (1.0, False), (2.0, True)), ["values", "updates", "custom"])
