# /// answer
# title = "What is new goes to the front of the tray"
# loses = { overload-shed = ["their order is not"], overload-wait = ["Items overtook one another"] }
# ///
async def stand_by(alerts, read, bound, patience):
    room, tray, some = asyncio.Semaphore(bound), [], asyncio.Event()
    tally = {"read": 0, "shed": 0}

    async def take():
        missing = 0
        async with aclosing(alerts):
            async for alert in alerts:
                new = alert.startswith("new ")
                if room.locked() and not new:
                    missing += 1
                    continue
                try:
                    async with asyncio.timeout(patience):
                        await room.acquire()
                except TimeoutError:
                    raise Overrun(f"{alert}: no room within {patience:g} s") from None
                tray.insert(0 if new else len(tray), (missing, alert))
                some.set()
                missing = 0
        tray.append((missing, None))
        some.set()

    async def read_all():
        while True:
            await some.wait()
            missing, alert = tray.pop(0)
            if not tray:
                some.clear()
            if missing:
                tally["shed"] += missing
                await read(f"{missing} shed")
            if alert is None:
                return
            await read(alert)
            tally["read"] += 1
            room.release()

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        group.create_task(read_all())
    return tally
