# /// answer
# title = "Keeps the sink's error until everything is made"
# mistake = 6
# loses = { relay-close = ["It was still read at"] }
# ///
async def relay(source, sink, bound):
    belt, done, broken = asyncio.Queue(bound), object(), []

    async def produce():
        async with aclosing(source):
            async for item in source:
                await belt.put(item)
        await belt.put(done)

    async def use():
        while (item := await belt.get()) is not done:
            try:
                if not broken:
                    await sink(item)
            except Exception as error:
                broken.append(error)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        group.create_task(use())
    if broken:
        raise broken[0]
