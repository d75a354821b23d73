# /// answer
# title = "The queue counts what is not done with, and a join of one is an event"
# ///
async def night_desk(alerts, read, bound):
    tray, room, over = asyncio.Queue(), asyncio.Event(), object()
    unread, marks = set(), [0]

    async def take():
        async with aclosing(alerts):
            number = 0
            while True:
                while len(unread) >= bound:
                    room.clear()
                    await room.wait()
                alert = await anext(alerts, over)
                if alert is over:
                    break
                number += 1
                unread.add(number)
                marks.append(len(unread))
                tray.put_nowait((number, alert))
        tray.put_nowait((0, over))

    async def read_all():
        while True:
            number, alert = await tray.get()
            if alert is over:
                return
            await read(alert)
            unread.discard(number)
            room.set()

    async with asyncio.TaskGroup() as group:
        group.create_task(read_all())
        await take()
    return max(marks)
