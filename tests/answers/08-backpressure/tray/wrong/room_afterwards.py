# /// answer
# title = "Asks first, and looks for room afterwards"
# mistake = 5
# loses = { tray-pace = ["It took 5 s", "With room for one, the next is asked for"], tray-bound = ["4 ahead", "An alert in a hand is unread as well"] }
# ///
async def night_desk(alerts, read, bound):
    room, tray, over = asyncio.Semaphore(bound), asyncio.Queue(), object()
    unread = most = 0

    async def take():
        nonlocal unread, most
        async with aclosing(alerts):
            async for alert in alerts:
                unread += 1
                most = max(most, unread)
                await room.acquire()
                tray.put_nowait(alert)
        tray.put_nowait(over)

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        while (alert := await tray.get()) is not over:
            await read(alert)
            unread -= 1
            room.release()
    return most
