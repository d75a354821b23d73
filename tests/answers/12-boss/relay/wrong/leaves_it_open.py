# /// answer
# title = "Never closes the source"
# mistake = 6
# loses = { relay-close = ["`source` was still open"] }
# ///
async def relay(source, sink, bound):
    belt, done = asyncio.Queue(bound), object()

    async def produce():
        async for item in source:
            await belt.put(item)
        await belt.put(done)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        while (item := await belt.get()) is not done:
            await sink(item)
