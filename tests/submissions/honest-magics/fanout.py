%%time

async def ask_all(question, tools, limit):
    slots = asyncio.Semaphore(limit)

    async def ask(source):
        async with slots:
            return await source.ainvoke(question)

    return list(await asyncio.gather(*(ask(source) for source in tools)))
