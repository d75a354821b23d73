# /// answer
# title = "False is the sign for the end"
# loses = { tray-pace = ["was handed"] }
# ///
async def night_desk(alerts, read, bound):
    room, tray, over = asyncio.Semaphore(bound), asyncio.Queue(), False
    unread = most = 0

    async def take():
        nonlocal unread, most
        async with aclosing(alerts):
            while True:
                await room.acquire()
                if (alert := await anext(alerts, over)) is over:
                    break
                unread += 1
                most = max(most, unread)
                tray.put_nowait(alert)
        tray.put_nowait(over)

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        while (alert := await tray.get()) is not over:
            await read(alert)
            unread -= 1
            room.release()
    return most
