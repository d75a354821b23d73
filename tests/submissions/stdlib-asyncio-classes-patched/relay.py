async def relay(source, sink, bound):
    task = asyncio.create_task(pump(source, sink))
    await asyncio.sleep(5.0)


async def pump(source, sink):
    async for item in source:
        await sink(item)
