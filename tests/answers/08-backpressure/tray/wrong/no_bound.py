# /// answer
# title = "A queue without a bound"
# mistake = 5
# loses = { tray-pace = ["It took 5 s", "With room for one, the next is asked for"], tray-bound = ["9 ahead", "has no bound"] }
# ///
async def night_desk(alerts, read, bound):
    tray, over = asyncio.Queue(), object()
    unread = most = 0

    async def take():
        nonlocal unread, most
        async with aclosing(alerts):
            async for alert in alerts:
                unread += 1
                most = max(most, unread)
                await tray.put(alert)
        await tray.put(over)

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        while (alert := await tray.get()) is not over:
            await read(alert)
            unread -= 1
    return most
