# /// answer
# title = "Tidies up, and forgets why"
# mistake = 6
# loses = { relay-close = ["raised no error", "was caught, and not raised again"] }
# ///
async def relay(source, sink, bound):
    belt, done = asyncio.Queue(bound), object()

    async def produce():
        async with aclosing(source):
            async for item in source:
                await belt.put(item)
        await belt.put(done)

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(produce())
            while (item := await belt.get()) is not done:
                await sink(item)
    except BaseException:
        pass
