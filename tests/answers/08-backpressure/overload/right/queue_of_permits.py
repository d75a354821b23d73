# /// answer
# title = "Permits in a queue, looked for before they are waited for"
# ///
async def stand_by(alerts, read, bound, patience):
    permits, tray = asyncio.Queue(), asyncio.Queue()
    for _ in range(bound):
        permits.put_nowait(None)
    counts = {"read": 0, "shed": 0}

    async def read_all():
        while (batch := await tray.get()) is not None:
            note, alert = batch
            if note:
                await read(f"{note} shed")
            if alert is not None:
                await read(alert)
                counts["read"] += 1
                permits.put_nowait(None)

    async def permit(alert):
        try:
            permits.get_nowait()
            return True
        except asyncio.QueueEmpty:
            if not alert.startswith("new "):
                return False
        try:
            await asyncio.wait_for(permits.get(), patience)
        except TimeoutError:
            raise Overrun(f"{alert}: no room within {patience:g} s")
        return True

    async with asyncio.TaskGroup() as group:
        group.create_task(read_all())
        gap = 0
        async with aclosing(alerts):
            async for alert in alerts:
                if await permit(alert):
                    await tray.put((gap, alert))
                    gap = 0
                else:
                    gap += 1
                    counts["shed"] += 1
        await tray.put((gap, None))
        await tray.put(None)
    return counts
