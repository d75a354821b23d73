# /// answer
# title = "A permit at once, or one within a deadline of anyio"
# ///
import anyio


async def stand_by(alerts, read, bound, patience):
    room, tray, over = anyio.Semaphore(bound), asyncio.Queue(), object()
    tally = {"read": 0, "shed": 0}

    async def admitted(alert):
        try:
            room.acquire_nowait()
            return True
        except anyio.WouldBlock:
            if not alert.startswith("new "):
                return False
        with anyio.move_on_after(patience):
            await room.acquire()
            return True
        raise Overrun(f"{alert}: no room within {patience:g} s")

    async def take():
        gap = 0
        async with aclosing(alerts):
            async for alert in alerts:
                if await admitted(alert):
                    await tray.put((gap, alert))
                    gap = 0
                else:
                    gap += 1
                    tally["shed"] += 1
        await tray.put((gap, over))

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        alert = None
        while alert is not over:
            gap, alert = await tray.get()
            if gap:
                await read(f"{gap} shed")
            if alert is not over:
                await read(alert)
                tally["read"] += 1
                room.release()
    return tally
