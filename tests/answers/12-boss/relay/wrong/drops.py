# /// answer
# title = "Drops what does not fit"
# mistake = 5
# loses = { relay-pace = ["Items were lost"], relay-bound = ["9 ahead"] }
# ///
async def relay(source, sink, bound):
    belt, done = asyncio.Queue(bound), object()

    async def produce():
        async with aclosing(source):
            async for item in source:
                try:
                    belt.put_nowait(item)
                except asyncio.QueueFull:
                    pass
        await belt.put(done)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        while (item := await belt.get()) is not done:
            await sink(item)
