"""Graphs in trouble: retries, step timeouts, errors, cancellation, a reader who leaves."""

import asyncio
import random

from langgraph.graph import START, StateGraph
from langgraph.types import RetryPolicy

from .graphs import ASYNC, State, wide
from .trace import Trace, scenario, short


def add_node(builder: StateGraph, name: str, node, retry: RetryPolicy) -> None:
    """LangGraph renamed `retry=` to `retry_policy=`."""
    try:
        builder.add_node(name, node, retry_policy=retry)
    except TypeError:
        builder.add_node(name, node, retry=retry)


async def flaky_graph(trace: Trace, policy: RetryPolicy, succeeds_at: int) -> None:
    attempts: list[int] = []

    async def flaky(state: State) -> State:
        attempts.append(1)
        trace("attempt", len(attempts))
        if len(attempts) < succeeds_at:
            random.seed(1)
            raise ConnectionError("again")
        return {"log": ["done"]}

    builder = StateGraph(State)
    add_node(builder, "flaky", flaky, policy)
    builder.add_edge(START, "flaky")
    try:
        trace(short(await builder.compile().ainvoke({"log": []})))
    except ConnectionError as error:
        trace("gave up:", error)


@scenario(
    """
    0 attempt 1
    1 attempt 2
    3 attempt 3
    3 {log: [done]}
    """,
    old="""
    0 attempt 1
    2 attempt 2
    6 attempt 3
    6 {log: [done]}
    """,
)
async def retry_policy(trace: Trace) -> None:
    """Waits of 1 doubled each time: 1, 2. Before LangGraph 1 the first one is doubled too: 2, 4."""
    await flaky_graph(trace, RetryPolicy(initial_interval=1, jitter=False), 3)


@scenario(
    """
    0 attempt 1
    1 attempt 2
    1 gave up: again
    """,
    old="""
    0 attempt 1
    2 attempt 2
    2 gave up: again
    """,
)
async def retry_policy_that_gives_up(trace: Trace) -> None:
    """Two attempts, one wait, and the error."""
    await flaky_graph(trace, RetryPolicy(initial_interval=1, jitter=False, max_attempts=2), 9)


@scenario(
    """
    0 attempt 1
    1.134364 attempt 2
    3.268728 attempt 3
    3.268728 {log: [done]}
    """,
    old="""
    0 attempt 1
    2.134364 attempt 2
    6.268728 attempt 3
    6.268728 {log: [done]}
    """,
)
async def retry_policy_with_jitter(trace: Trace) -> None:
    """Waits of 1 and 2 (before LangGraph 1: 2 and 4), each and 0.134364 more: what `random` gives first after
    `seed(1)`."""
    await flaky_graph(trace, RetryPolicy(initial_interval=1, jitter=True), 3)


@scenario(
    """
    0 n0 (
    0 n1 (
    1 n0 )
    1.5 n1 ! CancelledError
    1.5 TimeoutError
    """
)
async def step_timeout(trace: Trace) -> None:
    """A step that would cost max(1, 2) is cut at 1.5."""
    graph = wide(trace, *ASYNC)
    graph.step_timeout = 1.5
    try:
        await graph.ainvoke({"log": []})
    except TimeoutError as error:
        trace(type(error).__name__)


@scenario(
    """
    0 sibling (
    1 sibling ! CancelledError
    1 failed: no
    """
)
async def node_that_fails_beside_another(trace: Trace) -> None:
    """An error at 1 cancels the sibling, that would have ended at 2."""

    async def fails(state: State) -> State:
        await asyncio.sleep(1)
        raise ValueError("no")

    async def sibling(state: State) -> State:
        return {"log": [await trace.waits("sibling", 2)]}

    builder = StateGraph(State)
    builder.add_node("fails", fails)
    builder.add_node("sibling", sibling)
    builder.add_edge(START, "fails")
    builder.add_edge(START, "sibling")
    try:
        await builder.compile().ainvoke({"log": []})
    except ValueError as error:
        trace("failed:", error)


@scenario(
    """
    0 n0 (
    0 n1 (
    1 n0 )
    1.5 n1 ! CancelledError
    1.5 gave up
    """
)
async def graph_that_is_cancelled(trace: Trace) -> None:
    """A deadline at 1.5 around the graph cancels the node that would have ended at 2."""
    try:
        async with asyncio.timeout(1.5):
            await wide(trace, *ASYNC).ainvoke({"log": []})
    except TimeoutError:
        trace("gave up")


@scenario(
    """
    0 n0 (
    0 n1 (
    1 n0 )
    1 -> n0
    1 n1 ! CancelledError
    1 left
    """
)
async def graph_whose_reader_leaves(trace: Trace) -> None:
    """The first update comes at 1; closing the stream cancels the other node at once."""
    updates = wide(trace, *ASYNC).astream({"log": []}, stream_mode="updates")
    trace("->", *await anext(updates))
    await updates.aclose()
    trace("left")
