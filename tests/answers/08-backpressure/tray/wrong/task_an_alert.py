# /// answer
# title = "A reading begins whenever there is an alert"
# loses = { tray-pace = ["ran side by side"], tray-bound = ["It took 6 s"], tray-end = ["let go at 2 s"] }
# ///
async def night_desk(alerts, read, bound):
    room = asyncio.Semaphore(bound)
    unread = most = 0

    async def reading(alert):
        nonlocal unread
        await read(alert)
        unread -= 1
        room.release()

    async with aclosing(alerts), asyncio.TaskGroup() as group:
        await room.acquire()
        async for alert in alerts:
            unread += 1
            most = max(most, unread)
            group.create_task(reading(alert))
            await room.acquire()
    return most
