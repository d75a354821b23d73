# /// answer
# title = "A queue with the bound, and two hands that nobody counted"
# mistake = 5
# loses = { tray-pace = ["It took 5 s", "With room for one, the next is asked for"], tray-bound = ["5 ahead", "An alert in a hand is unread as well"] }
# ///
async def night_desk(alerts, read, bound):
    tray, over = asyncio.Queue(bound), object()
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
