# /// answer
# title = "Tells nobody that the source has ended"
# loses = { relay-pace = ["Nothing can go on at 9.5 s", "nobody sets"] }
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
        over = True

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
