"""LangGraph's functional API: entrypoints and tasks."""

import asyncio
import time

from langgraph.checkpoint.memory import MemorySaver
from langgraph.func import entrypoint, task
from langgraph.types import Command, interrupt

from .interrupts import THREAD
from .trace import Trace, scenario, short


@scenario(
    """
    1 -> {waits: 1}
    2 -> {waits: 2}
    3 -> {blocks: 3}
    3 -> {main: [1, 2, 3]}
    """
)
async def tasks_side_by_side(trace: Trace) -> None:
    """Two async tasks of 1 and 2, a sync one of 3: all begin at once, and cost the longest."""

    @task
    async def waits(seconds: float) -> float:
        await asyncio.sleep(seconds)
        return seconds

    @task
    def blocks(seconds: float) -> float:
        time.sleep(seconds)
        return seconds

    @entrypoint()
    async def main(_: object) -> list[float]:
        return await asyncio.gather(waits(1), waits(2), blocks(3))

    async for part in main.astream(0, stream_mode="updates"):
        trace("->", short(part))


@scenario(
    """
    0 1 (
    1 1 )
    1 2 (
    3 2 )
    3 [1, 2]
    """
)
async def tasks_one_after_another(trace: Trace) -> None:
    """Awaited in turn they cost 1 + 2."""

    @task
    async def waits(seconds: float) -> object:
        return await trace.waits(seconds, seconds)

    @entrypoint()
    async def main(_: object) -> list[object]:
        return [await waits(1), await waits(2)]

    trace(await main.ainvoke(0))


@scenario(
    """
    0 drafting
    1 -> {draft: on cats}
    1 -> {__interrupt__: [Interrupt(good?)]}
    1 -> {main: on cats: yes}
    """
)
async def entrypoint_with_an_interrupt(trace: Trace) -> None:
    """The task's result is kept: after the question at 1 it is not run again."""

    @task
    async def draft(subject: str) -> str:
        trace("drafting")
        await asyncio.sleep(1)
        return f"on {subject}"

    @entrypoint(checkpointer=MemorySaver())
    async def main(subject: str) -> str:
        text = await draft(subject)
        return f"{text}: {interrupt('good?')}"

    for given in ("cats", Command(resume="yes")):
        async for part in main.astream(given, THREAD, stream_mode="updates"):
            trace("->", short(part))


@scenario(
    """
    1 1
    2 3
    3 6
    """
)
async def entrypoint_that_remembers(trace: Trace) -> None:
    """What the last call returned is there for the next, a second later each."""

    @entrypoint(checkpointer=MemorySaver())
    async def count(step: int, *, previous: int | None = None) -> int:
        await asyncio.sleep(1)
        return (previous or 0) + step

    for step in (1, 2, 3):
        trace(await count.ainvoke(step, THREAD))
