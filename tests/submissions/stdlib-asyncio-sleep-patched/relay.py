async def relay(source, sink, bound):
    async for item in source:
        await sink(item)
