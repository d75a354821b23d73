# /// answer
# title = "A queue with the bound, and the hand that nobody counted"
# mistake = 5
# loses = { overload-shed = ["'Pallas', '2 shed'", "there is no room for Pallas"], overload-wait = ["0.25, 0.5, 0.75 and 1 s", "`new AT 7` came at 0.75 and found two unread"], overload-stop = ["'new AT 8: no room within 2 s'"] }
# ///
async def stand_by(alerts, read, bound, patience):
    tray, over = asyncio.Queue(bound), object()
    tally = {"read": 0, "shed": 0}

    async def wait_for_room(alert, entry):
        try:
            async with asyncio.timeout(patience):
                await tray.put(entry)
        except TimeoutError:
            raise Overrun(f"{alert}: no room within {patience:g} s") from None

    async def take():
        missing = 0
        async with aclosing(alerts):
            async for alert in alerts:
                if tray.full() and not alert.startswith("new "):
                    missing += 1
                    continue
                await wait_for_room(alert, (missing, alert))
                missing = 0
        await tray.put((missing, over))

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

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        group.create_task(read_all())
    return tally
