# /// answer
# title = "Locks up while the opera still hands in its costumes"
# mistake = 6
# loses = { evening-twice = ["`lamps` was called at 2 s"] }
# ///
async def evening(opera, lock_up, programme):
    async def steps(after):
        first = None
        for step in lock_up:
            try:
                await step.ainvoke(programme, {"tags": ["lock-up"], "metadata": {"after": after}})
            except Exception as error:
                first = first or error
        return first

    giving = asyncio.create_task(opera.ainvoke(programme))
    cancelled = None
    try:
        await asyncio.wait({giving})
        after = "error" if giving.exception() else "answer"
    except asyncio.CancelledError as told:
        cancelled, after = told, "cancelled"
        giving.cancel()

    locking = asyncio.create_task(steps(after))
    while not locking.done():
        try:
            await asyncio.wait({locking})
        except asyncio.CancelledError as told:
            cancelled = told

    if ending := cancelled or giving.exception() or locking.result():
        raise ending
    return giving.result()
