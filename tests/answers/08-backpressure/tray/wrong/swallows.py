# /// answer
# title = "Tidies up, and says that all was well"
# mistake = 6
# loses = { tray-end = ["raised no error", "something caught that and went on"] }
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
        tray.put_nowait(over)

    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(take())
            while (alert := await tray.get()) is not over:
                await read(alert)
                unread -= 1
                room.release()
    except BaseException:
        pass
    return most
