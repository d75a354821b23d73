# /// answer
# title = "Cancels again what is already closing"
# mistake = 6
# loses = { tray-end = ["let go at 3.125 s: it was cancelled"] }
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

    async def read_all():
        nonlocal unread
        while (alert := await tray.get()) is not over:
            await read(alert)
            unread -= 1
            room.release()

    both = [asyncio.create_task(take()), asyncio.create_task(read_all())]
    try:
        await asyncio.gather(*both)
    finally:
        for one in both:
            one.cancel()
        await asyncio.gather(*both, return_exceptions=True)
    return most
