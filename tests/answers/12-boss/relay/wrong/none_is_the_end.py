# /// answer
# title = "Takes an item that is None for the end"
# loses = { relay-pace = ["Nothing can go on at 9.5 s"] }
# ///
async def relay(source, sink, bound: int) -> None:
    queue = asyncio.Queue(bound)

    async def produce():
        async with aclosing(source):
            async for item in source:
                await queue.put(item)
        await queue.put(None)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        while (item := await queue.get()) is not None:
            await sink(item)
