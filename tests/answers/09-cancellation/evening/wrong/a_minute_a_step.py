# /// answer
# title = "Gives up on a step after a minute"
# loses = { evening-twice = ["iron"] }
# ///
async def evening(opera, lock_up, programme):
    async def steps(after):
        label = {"tags": ["lock-up"], "metadata": {"after": after}}
        first = None
        for step in lock_up:
            try:
                async with asyncio.timeout(60):
                    await step.ainvoke(programme, label)
            except Exception as error:
                first = first or error
        return first

    answer, failed, cancelled = None, None, None
    try:
        answer, after = await opera.ainvoke(programme), "answer"
    except asyncio.CancelledError as told:
        cancelled, after = told, "cancelled"
    except Exception as error:
        failed, after = error, "error"
    locking = asyncio.create_task(steps(after))
    while not locking.done():
        try:
            await asyncio.wait({locking})
        except asyncio.CancelledError as again:
            cancelled = again
    if ending := cancelled or failed or locking.result():
        raise ending
    return answer
