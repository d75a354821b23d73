# /// answer
# title = "An event that says that something was read, and asyncio.wait for the patience"
# ///
async def stand_by(alerts, read, bound, patience):
    tray, progress, told = asyncio.Queue(), asyncio.Event(), {"read": 0, "shed": 0}
    unread = []

    async def room_for(alert):
        loop = asyncio.get_running_loop()
        latest = loop.time() + patience
        while len(unread) >= bound:
            progress.clear()
            waiting = asyncio.ensure_future(progress.wait())
            try:
                await asyncio.wait([waiting], timeout=max(0.0, latest - loop.time()))
            finally:
                waiting.cancel()
            if len(unread) >= bound and loop.time() >= latest:
                raise Overrun(f"{alert}: no room within {patience:g} s")

    async def take():
        skipped = 0
        async with aclosing(alerts):
            while (alert := await anext(alerts, None)) is not None:
                if len(unread) >= bound and not alert.startswith("new "):
                    skipped += 1
                    continue
                await room_for(alert)
                unread.append(alert)
                if skipped:
                    tray.put_nowait((read, f"{skipped} shed"))
                    told["shed"] += skipped
                    skipped = 0
                tray.put_nowait((read_one, alert))
        if skipped:
            told["shed"] += skipped
            tray.put_nowait((read, f"{skipped} shed"))
        tray.put_nowait(None)

    async def read_one(alert):
        await read(alert)
        unread.pop(0)
        told["read"] += 1
        progress.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        while job := await tray.get():
            what, of = job
            await what(of)
    return told
