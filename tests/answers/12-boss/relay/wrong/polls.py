# /// answer
# title = "Looks whether there is room every 1/64 of a second"
# loses = { relay-pace = ["began at"] }
# ///
async def relay(source, sink, bound):
    waiting, over = [], False

    async def read():
        nonlocal over
        async with aclosing(source):
            async for item in source:
                while len(waiting) >= bound:
                    await asyncio.sleep(1 / 64)
                waiting.append(item)
        over = True

    async def hand_on():
        while waiting or not over:
            if waiting:
                await sink(waiting.pop(0))
            else:
                await asyncio.sleep(1 / 64)

    async with asyncio.TaskGroup() as group:
        group.create_task(read())
        group.create_task(hand_on())
