# /// answer
# title = "The sign for the end is a text that an alert can be"
# loses = { overload-shed = ["What ran: `source`"] }
# ///
async def stand_by(alerts, read, bound, patience):
    room, tray, over = asyncio.Semaphore(bound), asyncio.Queue(), "over"
    tally = {"read": 0, "shed": 0}

    async def wait_for_room(alert):
        try:
            async with asyncio.timeout(patience):
                await room.acquire()
        except TimeoutError:
            raise Overrun(f"{alert}: no room within {patience:g} s") from None

    async def take():
        missing = 0
        async with aclosing(alerts):
            async for alert in alerts:
                if room.locked() and not alert.startswith("new "):
                    missing += 1
                    continue
                await wait_for_room(alert)
                tray.put_nowait((missing, alert))
                missing = 0
        tray.put_nowait((missing, over))

    async def read_all():
        while True:
            missing, alert = await tray.get()
            if missing:
                tally["shed"] += missing
                await read(f"{missing} shed")
            if alert == over:
                return
            await read(alert)
            tally["read"] += 1
            room.release()

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        group.create_task(read_all())
    return tally
