# /// answer
# title = "Returns how full the tray was, without the hands"
# loses = { tray-bound = ["It returned 1. It should return 3"] }
# ///
async def night_desk(alerts, read, bound):
    room, tray, over = asyncio.Semaphore(bound), asyncio.Queue(), object()
    unread = most = 0

    async def take():
        nonlocal unread, most
        async with aclosing(alerts):
            await room.acquire()
            async for alert in alerts:
                unread += 1
                most = max(most, tray.qsize())
                tray.put_nowait(alert)
                await room.acquire()
        tray.put_nowait(over)

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        while (alert := await tray.get()) is not over:
            await read(alert)
            unread -= 1
            room.release()
    return most
