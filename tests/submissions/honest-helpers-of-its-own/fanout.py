async def ask_all(question, tools, limit):
    gate = asyncio.Semaphore(limit)
    return list(await asyncio.gather(*(slot(gate, source, question) for source in tools)))
