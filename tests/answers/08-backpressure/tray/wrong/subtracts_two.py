# /// answer
# title = "Takes the two hands off the bound, as far as a queue can be small"
# mistake = 5
# loses = { tray-pace = ["It took 5 s", "With room for one, the next is asked for"], tray-bound = ["3 ahead", "[4, 3]"] }
# ///
async def night_desk(alerts, read, bound):
    tray, over = asyncio.Queue(max(1, bound - 2)), object()
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
