# /// answer
# title = "A task for each item"
# mistake = 5
# loses = { relay-pace = ["It took 5 s"], relay-bound = ["8 ahead"] }
# ///
async def relay(source, sink, bound):
    async with aclosing(source), asyncio.TaskGroup() as group:
        async for item in source:
            group.create_task(sink(item))
