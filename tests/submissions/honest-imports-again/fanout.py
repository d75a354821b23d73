import asyncio, time, operator
from asyncio import *
from asyncio import Semaphore as Gate, gather as g
from typing import *
from asynclab import *


async def ask_all(question: str, tools: list, limit: int) -> List[str]:
    gate = Gate(limit)

    async def ask(source):
        async with gate:
            return await source.ainvoke(question)

    return list(await g(*(ask(source) for source in tools)))
