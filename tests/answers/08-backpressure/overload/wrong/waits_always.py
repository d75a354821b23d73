# /// answer
# title = "Lets everything wait"
# loses = { overload-shed = ["0.25, 0.5, 0.75, 1.6, 2.7 and 3.8 s", "What is known never waits for room"], overload-wait = ["'new AT 7', 'Pallas'"], overload-stop = ["'Juno: no room within 0.75 s'"] }
# ///
async def stand_by(alerts, read, bound, patience):
    room, tray, over = asyncio.Semaphore(bound), asyncio.Queue(), object()
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
                if False:
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
