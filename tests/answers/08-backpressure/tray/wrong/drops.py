# /// answer
# title = "Lets fall what does not fit"
# mistake = 5
# loses = { tray-pace = ["Items were lost"], tray-bound = ["9 ahead"] }
# ///
async def night_desk(alerts, read, bound):
    tray, over = asyncio.Queue(), object()
    unread = most = 0

    async def take():
        nonlocal unread, most
        async with aclosing(alerts):
            async for alert in alerts:
                if unread < bound:
                    unread += 1
                    most = max(most, unread)
                    tray.put_nowait(alert)
        tray.put_nowait(over)

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        while (alert := await tray.get()) is not over:
            await read(alert)
            unread -= 1
    return most
