# /// answer
# title = "Takes a number of its own for the bound"
# mistake = 5
# loses = { relay-bound = ["At 1 s, `source` had made 4 items"] }
# ///
async def relay(source, sink, bound: int) -> None:
    queue = asyncio.Queue(maxsize=2)
    done = object()

    async def produce():
        async with aclosing(source):
            async for item in source:
                await queue.put(item)
        await queue.put(done)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        while (item := await queue.get()) is not done:
            await sink(item)
