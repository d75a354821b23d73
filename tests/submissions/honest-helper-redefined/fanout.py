async def helper(gate, source, question):
    async with gate:
        return await source.ainvoke(question)


async def ask_all(question, tools, limit):
    gate = asyncio.Semaphore(limit)
    return list(await asyncio.gather(*(helper(gate, source, question) for source in tools)))
