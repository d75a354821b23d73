"""A research desk with everything in it at once: for runs that must be the same in every process."""

import asyncio
from typing import Any

from langchain_core.runnables import RunnableLambda, RunnableParallel
from langsmith import traceable

from asynclab import observe
from asynclab.observe import record, to_json

from .fakes import Talker, graph, tool

SOURCES = {name: tool(name, takes) for name, takes in [("web", 2.0), ("wiki", 1.0), ("shelf", 2.0), ("mail", 1.0)]}


@traceable(name="ask", tags=["evidence"])
async def ask(query: str) -> dict[str, str]:
    found = RunnableParallel(dict(SOURCES))
    return dict(await found.ainvoke(query))


async def search(state: Any) -> dict[str, list[str]]:
    return {"said": sorted((await ask("q")).values())}


async def think(state: Any) -> dict[str, list[str]]:
    done, _ = await asyncio.wait({asyncio.ensure_future(tool(name, 1.0).ainvoke("q")) for name in "abc"})
    return {"said": sorted(task.result() for task in done)}


async def speak(state: Any) -> dict[str, list[str]]:
    return {"said": [str(c.content) async for c in Talker(words=["one ", "two"]).astream("q") if c.content]}


async def answer() -> list[str]:
    """Stream a graph whose nodes do all that."""
    queue: asyncio.Queue[Any] = asyncio.Queue(maxsize=1)
    desk = graph(search=search, think=think, speak=speak, echo=RunnableLambda(lambda s: {"said": ["echo"]}))

    async def read() -> None:
        async for item in desk.astream({"said": []}, {"tags": ["t"]}, stream_mode=["updates", "messages"]):
            await queue.put(item)
        await queue.put(None)

    reading = asyncio.create_task(read())
    while (item := await queue.get()) is not None:
        observe.current().item(item)
    await reading
    return sorted(SOURCES)


def fingerprint() -> str:
    """The run as text."""
    return to_json(record(answer)[0])
