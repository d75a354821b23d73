# /// answer
# title = "Sheds what is new as well"
# mistake = 5
# loses = { overload-wait = ["'Vesta', '2 shed'", "`new AT 7` came at 0.75 and found two unread"], overload-stop = ["It raised no error", "What is new is never shed"] }
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
                if room.locked():
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
