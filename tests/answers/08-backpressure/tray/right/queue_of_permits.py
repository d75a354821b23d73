# /// answer
# title = "The permits lie in a queue of their own"
# ///
async def night_desk(alerts, read, bound):
    permits, tray, over = asyncio.Queue(), asyncio.Queue(bound + 1), object()
    for number in range(bound):
        permits.put_nowait(number)
    most = 0

    async def take():
        nonlocal most
        async with aclosing(alerts):
            while True:
                permit = await permits.get()
                try:
                    alert = await anext(alerts)
                except StopAsyncIteration:
                    break
                most = max(most, bound - permits.qsize())
                await tray.put((permit, alert))
        await tray.put(over)

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        while (taken := await tray.get()) is not over:
            permit, alert = taken
            await read(alert)
            permits.put_nowait(permit)
    return most
