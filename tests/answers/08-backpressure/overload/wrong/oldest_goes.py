# /// answer
# title = "Sheds the oldest in the tray"
# loses = { overload-shed = ["'3 shed', 'Hygiea', 'Iris'", "Vesta had found room and keeps it"], overload-wait = ["0.25, 0.5, 0.75 and 1 s", "`new AT 7` came at 0.75 and found two unread"], overload-stop = ["'Juno: no room within 0.75 s'"] }
# ///
async def stand_by(alerts, read, bound, patience):
    tray, change, tally = [], asyncio.Condition(), {"read": 0, "shed": 0}
    unread, over = 0, False

    async def take():
        nonlocal unread, over
        async with aclosing(alerts):
            async for alert in alerts:
                async with change:
                    if unread >= bound:
                        old = next((one for one in tray if not one.startswith("new ")), None)
                        if old is not None:
                            tray.remove(old)
                            tally["shed"] += 1
                            unread -= 1
                    try:
                        async with asyncio.timeout(patience):
                            await change.wait_for(lambda: unread < bound)
                    except TimeoutError:
                        raise Overrun(f"{alert}: no room within {patience:g} s") from None
                    unread += 1
                    tray.append(alert)
                    change.notify_all()
        async with change:
            over = True
            change.notify_all()

    async def read_all():
        nonlocal unread
        told = 0
        while True:
            async with change:
                await change.wait_for(lambda: tray or over)
                gap, told = tally["shed"] - told, tally["shed"]
                alert = tray.pop(0) if tray else None
            if gap:
                await read(f"{gap} shed")
            if alert is None:
                return
            await read(alert)
            tally["read"] += 1
            async with change:
                unread -= 1
                change.notify_all()

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        group.create_task(read_all())
    return tally
