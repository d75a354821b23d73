# /// answer
# title = "Hands on no item twice in a row"
# loses = { relay-pace = ["Items were lost"] }
# ///
async def relay(source, sink, bound: int) -> None:
    """Hands the items of `source` to `sink`, at most `bound` of them waiting; closes the source."""
    belt, done = asyncio.Queue(bound), object()

    async def produce():
        async with aclosing(source):
            async for item in source:
                await belt.put(item)
        await belt.put(done)

    last = done
    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        while (item := await belt.get()) is not done:
            if item != last:
                await sink(item)
            last = item
