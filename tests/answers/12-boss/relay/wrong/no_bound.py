# /// answer
# title = "A queue without a bound"
# mistake = 5
# loses = { relay-bound = ["9 ahead", "has no bound"] }
# ///
async def relay(source, sink, bound):
    belt, done = asyncio.Queue(), object()

    async def produce():
        async with aclosing(source):
            async for item in source:
                await belt.put(item)
        await belt.put(done)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        while (item := await belt.get()) is not done:
            await sink(item)
