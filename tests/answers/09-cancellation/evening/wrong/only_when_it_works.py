# /// answer
# title = "Locks up only if nothing went wrong"
# loses = { evening-order = ["Nothing named `iron` was called"], evening-twice = ["Nothing named `iron` was called"], evening-evidence = ["Nothing named `lamps` was traced"] }
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

    answer = await opera.ainvoke(programme)
    locking = asyncio.create_task(steps("answer"))
    cancelled = None
    while not locking.done():
        try:
            await asyncio.wait({locking})
        except asyncio.CancelledError as told:
            cancelled = told
    if ending := cancelled or locking.result():
        raise ending
    return answer
