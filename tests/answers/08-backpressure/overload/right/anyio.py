# /// answer
# title = "Deadlines and groups of anyio, with the closing shielded"
# ///
import anyio


async def stand_by(alerts, read, bound, patience):
    room = anyio.Semaphore(bound)
    into, out = anyio.create_memory_object_stream(float("inf"))
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
        try:
            async with into:
                async for alert in alerts:
                    if await admitted(alert):
                        into.send_nowait((gap, alert))
                        gap = 0
                    else:
                        gap += 1
                        tally["shed"] += 1
                into.send_nowait((gap, None))
        finally:
            with anyio.CancelScope(shield=True):
                await alerts.aclose()

    async with out, anyio.create_task_group() as group:
        group.start_soon(take)
        async for gap, alert in out:
            if gap:
                await read(f"{gap} shed")
            if alert is not None:
                await read(alert)
                tally["read"] += 1
                room.release()
    return tally
