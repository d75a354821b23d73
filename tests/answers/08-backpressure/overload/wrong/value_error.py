# /// answer
# title = "Raises a ValueError with the words"
# loses = { overload-stop = ["says so with a name"] }
# ///
async def stand_by(alerts, read, bound: int, patience: float) -> dict:
    """Has alerts read; without room it sheds the known ones, lets new ones wait, and stops after `patience` seconds."""
    room, tray, over = asyncio.Semaphore(bound), asyncio.Queue(), object()
    tally = {"read": 0, "shed": 0}

    async def wait_for_room(alert):
        try:
            async with asyncio.timeout(patience):
                await room.acquire()
        except TimeoutError:
            raise ValueError(f"{alert}: no room within {patience:g} s") from None

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
            if alert is over:
                return
            await read(alert)
            tally["read"] += 1
            room.release()

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        group.create_task(read_all())
    return tally
