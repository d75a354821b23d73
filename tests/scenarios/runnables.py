"""Runnables: parallel branches, batches, custom events."""

import asyncio
import time

from langchain_core.callbacks import adispatch_custom_event
from langchain_core.output_parsers import StrOutputParser
from langchain_core.runnables import RunnableGenerator, RunnableLambda, RunnableParallel, RunnablePassthrough

from .models import chat
from .trace import Trace, scenario


def waiting(trace: Trace, name: str, seconds: float) -> RunnableLambda:
    async def wait(_: object) -> object:
        return await trace.waits(name, seconds)

    return RunnableLambda(wait)


def blocking(trace: Trace, name: str, seconds: float) -> RunnableLambda:
    def block(_: object) -> object:
        return trace.blocks(name, seconds)

    return RunnableLambda(block)


@scenario(
    """
    0 a (
    0 b (
    0 c (
    1 b )
    2 c )
    3 a )
    3 [('a', 'a'), ('b', 'b'), ('c', 'c')]
    """
)
async def parallel_async_branches(trace: Trace) -> None:
    """Three branches at once cost what the slowest costs: max(3, 1, 2)."""
    branches = RunnableParallel(a=waiting(trace, "a", 3), b=waiting(trace, "b", 1), c=waiting(trace, "c", 2))
    trace(sorted((await branches.ainvoke(0)).items()))


@scenario(
    """
    0 a (
    0 b (
    0 c (
    1 b )
    2 c )
    3 a )
    3 [('a', 'a'), ('b', 'b'), ('c', 'c')]
    """
)
async def parallel_sync_branches(trace: Trace) -> None:
    """The same with functions that block, each in a thread."""
    branches = RunnableParallel(a=blocking(trace, "a", 3), b=blocking(trace, "b", 1), c=blocking(trace, "c", 2))
    trace(sorted((await branches.ainvoke(0)).items()))


@scenario(
    """
    0.1 {'a': 'a1'}
    0.14 {'b': 'b1'}
    0.2 {'a': ' a2'}
    0.28 {'b': ' b2'}
    0.3 {'a': ' a3'}
    """
)
async def parallel_streams(trace: Trace) -> None:
    """Tokens of a at 0.1, 0.2, 0.3 and of b, from a thread, at 0.14, 0.28, as they come."""
    branches = RunnableParallel(
        a=chat("a1 a2 a3", every=0.1) | StrOutputParser(),
        b=chat("b1 b2", every=0.14, native=False) | StrOutputParser(),
    )
    async for part in branches.astream("q"):
        if "" not in part.values():
            trace(part)


@scenario(
    """
    0 0 (
    0 1 (
    1 0 )
    1 2 (
    1.5 1 )
    1.5 3 (
    3 2 )
    4 3 )
    4 [0, 1, 2, 3]
    """
)
async def abatch_with_max_concurrency(trace: Trace) -> None:
    """Items of 1, 1.5, 2 and 2.5, two at a time: a third begins when the first ends."""

    async def work(number: int) -> object:
        return await trace.waits(number, 1 + number / 2)

    trace(await RunnableLambda(work).abatch(list(range(4)), {"max_concurrency": 2}))


@scenario(
    """
    1 (2, 2)
    2 (1, 1)
    3 (0, 0)
    """
)
async def abatch_as_completed(trace: Trace) -> None:
    """Items of 3, 2 and 1 that block in threads come in the order in which they end."""

    def work(number: int) -> int:
        time.sleep(3 - number)
        return number

    async for done in RunnableLambda(work).abatch_as_completed([0, 1, 2]):
        trace(done)


@scenario(
    """
    0.5 A
    1 B
    1.5 C
    """
)
async def generator_that_stays_a_stream(trace: Trace) -> None:
    """A transform in the middle passes each token on at the instant at which it comes."""

    async def shout(tokens):
        async for token in tokens:
            yield token.strip().upper()

    chain = chat("a b c", every=0.5) | StrOutputParser() | RunnableGenerator(shout)
    async for token in chain.astream("q"):
        trace(token)


@scenario(
    """
    0 slow (
    0 quick (
    1 quick )
    2 slow )
    2 {'q': 1, 'slow': 'slow', 'quick': 'quick'}
    """
)
async def passthrough_assign(trace: Trace) -> None:
    """What is assigned is computed side by side: max(2, 1)."""
    assign = RunnablePassthrough.assign(slow=waiting(trace, "slow", 2), quick=blocking(trace, "quick", 1))
    trace(await assign.ainvoke({"q": 1}))


@scenario(
    """
    0 slow (
    0 failing (
    1 failing ! ValueError
    1 failed
    2 slow )
    """
)
async def parallel_branch_that_fails(trace: Trace) -> None:
    """RunnableParallel is a gather: the error comes at 1, and the sibling is left running until 2."""

    async def fail(_: object) -> None:
        with trace.span("failing"):
            await asyncio.sleep(1)
            raise ValueError

    branches = RunnableParallel(slow=waiting(trace, "slow", 2), failing=RunnableLambda(fail))
    try:
        await branches.ainvoke(0)
    except ValueError:
        trace("failed")
    await asyncio.sleep(2)


@scenario(
    """
    0 on_custom_event step 1
    1 on_custom_event step 2
    1 done
    """
)
async def custom_events(trace: Trace) -> None:
    """Progress is told while the work goes on."""

    async def work(value: str) -> str:
        await adispatch_custom_event("step", 1)
        await asyncio.sleep(1)
        await adispatch_custom_event("step", 2)
        return value

    async for event in RunnableLambda(work).astream_events("done", version="v2"):
        if event["event"] == "on_custom_event":
            trace(event["event"], event["name"], event["data"])
    trace("done")


@scenario(
    """
    0 thread (
    1 gave up
    3 thread )
    """
)
async def timeout_around_a_thread(trace: Trace) -> None:
    """A timeout abandons a function that blocks in its thread, and the thread goes on to its end at 3."""
    try:
        async with asyncio.timeout(1):
            await blocking(trace, "thread", 3).ainvoke(0)
    except TimeoutError:
        trace("gave up")
    await asyncio.sleep(3)
