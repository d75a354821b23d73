# /// answer
# title = "Takes whatever is empty for the end"
# loses = { tray-pace = ["everything waits for something else"], tray-bound = ["everything waits for something else"] }
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
                most = max(most, unread)
                tray.put_nowait(alert)
                await room.acquire()
        tray.put_nowait(None)

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        while alert := await tray.get():
            await read(alert)
            unread -= 1
            room.release()
    return most
