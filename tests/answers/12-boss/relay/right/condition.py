# /// answer
# title = "A list and a condition"
# ///
async def relay(source, sink, bound):
    waiting, change, over = [], asyncio.Condition(), False

    async def produce():
        nonlocal over
        async with aclosing(source):
            async for item in source:
                async with change:
                    await change.wait_for(lambda: len(waiting) < bound)
                    waiting.append(item)
                    change.notify_all()
        async with change:
            over = True
            change.notify_all()

    async def consume():
        while True:
            async with change:
                await change.wait_for(lambda: waiting or over)
                if not waiting:
                    return
                item = waiting.pop(0)
                change.notify_all()
            await sink(item)

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        group.create_task(consume())
