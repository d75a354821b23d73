# /// answer
# title = "All desks share one number"
# loses = { tray-bound = ["[6, 6]"] }
# ///
high = {"unread": 0, "most": 0}


async def night_desk(alerts, read, bound):
    room, tray, over = asyncio.Semaphore(bound), asyncio.Queue(), object()
    if not high["unread"]:
        high["most"] = 0

    async def take():
        async with aclosing(alerts):
            await room.acquire()
            async for alert in alerts:
                high["unread"] += 1
                high["most"] = max(high.values())
                tray.put_nowait(alert)
                await room.acquire()
        tray.put_nowait(over)

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        while (alert := await tray.get()) is not over:
            await read(alert)
            high["unread"] -= 1
            room.release()
    return high["most"]
