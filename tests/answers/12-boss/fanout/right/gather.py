# /// answer
# title = "gather, and a semaphore to pass through"
# ///
async def ask_all(question, tools, limit):
    gate = asyncio.Semaphore(limit)

    async def through(gate, source):
        async with gate:
            return await source.ainvoke({"query": question})

    return list(await asyncio.gather(*[through(gate, source) for source in tools]))
