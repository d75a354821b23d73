# /// answer
# title = "A condition and a list"
# ///
async def night_desk(alerts, read, bound):
    waiting, change = [], asyncio.Condition()
    unread = most = 0
    over = False

    async def take():
        nonlocal unread, most, over
        async with aclosing(alerts):
            while True:
                async with change:
                    await change.wait_for(lambda: unread < bound)
                try:
                    alert = await anext(alerts)
                except StopAsyncIteration:
                    break
                async with change:
                    unread += 1
                    most = max(most, unread)
                    waiting.append(alert)
                    change.notify_all()
        async with change:
            over = True
            change.notify_all()

    async def read_all():
        nonlocal unread
        while True:
            async with change:
                await change.wait_for(lambda: waiting or over)
                if not waiting:
                    return
                alert = waiting.pop(0)
            await read(alert)
            async with change:
                unread -= 1
                change.notify_all()

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        group.create_task(read_all())
    return most
