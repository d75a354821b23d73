# /// answer
# title = "A condition, a list, and a deadline around the wait"
# ///
async def stand_by(alerts, read, bound, patience):
    waiting, change = [], asyncio.Condition()
    unread = shed = done = 0
    over = False

    async def find_room(alert):
        if unread < bound:
            return
        try:
            async with asyncio.timeout(patience) as limit:
                await change.wait_for(lambda: unread < bound)
        except TimeoutError:
            if limit.expired():
                raise Overrun(f"{alert}: no room within {patience:g} s") from None
            raise

    async def take():
        nonlocal unread, shed, over
        async with aclosing(alerts):
            async for alert in alerts:
                async with change:
                    if unread >= bound and alert[:4] != "new ":
                        shed += 1
                        if waiting and isinstance(waiting[-1], int):
                            waiting[-1] += 1
                        else:
                            waiting.append(1)
                    else:
                        await find_room(alert)
                        unread += 1
                        waiting.append(alert)
                        change.notify_all()
        async with change:
            over = True
            change.notify_all()

    async def read_all():
        nonlocal unread, done
        while True:
            async with change:
                await change.wait_for(lambda: over or any(isinstance(one, str) for one in waiting))
                if not waiting:
                    return
                one = waiting.pop(0)
            if isinstance(one, int):
                await read(f"{one} shed")
                continue
            await read(one)
            async with change:
                unread -= 1
                done += 1
                change.notify_all()

    async with asyncio.TaskGroup() as group:
        group.create_task(take())
        group.create_task(read_all())
    return {"read": done, "shed": shed}
