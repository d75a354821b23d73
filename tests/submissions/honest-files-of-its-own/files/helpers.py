import asyncio


async def ask(gate, source, question):
    async with gate:
        return await source.ainvoke(question)
