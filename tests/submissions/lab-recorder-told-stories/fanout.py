from asynclab.observe.trace import recorder


async def pretend(name):
    with recorder.open_span(name, "call", query="why?"):
        await asyncio.sleep({"archive": 3.0, "news": 1.0, "web": 2.0}.get(name, 1.0))


async def ask_all(question, tools, limit):
    gate = asyncio.Semaphore(limit)

    async def one(tool):
        async with gate:
            await pretend(tool.name)

    await asyncio.gather(*(one(tool) for tool in tools))
    return ["old", "new", "odd"]
