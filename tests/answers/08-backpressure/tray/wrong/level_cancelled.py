# /// answer
# title = "A task group that cancels again and again, the tidying up of the alerts too"
# mistake = 6
# loses = { tray-end = ["let go at 3 s: it was cancelled"] }
# ///
import anyio


async def night_desk(alerts, read, bound):
    room = anyio.Semaphore(bound)
    into, out = anyio.create_memory_object_stream(bound)
    unread = most = 0

    async def take():
        nonlocal unread, most
        try:
            async with into:
                await room.acquire()
                async for alert in alerts:
                    unread += 1
                    most = max(most, unread)
                    into.send_nowait(alert)
                    await room.acquire()
        finally:
            with anyio.CancelScope(shield=True):
                await alerts.aclose()

    async with out, anyio.create_task_group() as group:
        group.start_soon(take)
        async for alert in out:
            await read(alert)
            unread -= 1
            room.release()
    return most
