# /// answer
# title = "Two tasks, gathered, and each cancelled once at most"
# ///
async def night_desk(alerts, read, bound):
    room, tray, over = asyncio.BoundedSemaphore(bound), asyncio.Queue(), object()
    counted = {"unread": 0, "most": 0}

    async def take():
        async with aclosing(alerts):
            while True:
                await room.acquire()
                alert = await anext(alerts, over)
                if alert is over:
                    break
                counted["unread"] += 1
                counted["most"] = max(counted.values())
                await tray.put(alert)
        await tray.put(over)

    async def read_all():
        while (alert := await tray.get()) is not over:
            await read(alert)
            counted["unread"] -= 1
            room.release()

    both = [asyncio.create_task(take()), asyncio.create_task(read_all())]
    try:
        await asyncio.wait(both, return_when=asyncio.FIRST_EXCEPTION)
    finally:
        for one in both:
            one.cancel()
        await asyncio.wait(both)
    for one in both:
        if not one.cancelled():
            one.result()
    return counted["most"]
