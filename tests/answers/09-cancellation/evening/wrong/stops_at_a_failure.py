# /// answer
# title = "The first step that fails is the last one"
# loses = { evening-order = ["A step that fails has failed for itself"], evening-twice = ["Nothing named `lamps` was called"], evening-evidence = ["Nothing named `iron` was traced"] }
# ///
async def evening(opera, lock_up, programme):
    async def steps(after):
        try:
            for step in lock_up:
                await step.ainvoke(programme, {"tags": ["lock-up"], "metadata": {"after": after}})
        except Exception as error:
            return error

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
        except asyncio.CancelledError as told:
            cancelled = told
    if ending := cancelled or failed or locking.result():
        raise ending
    return answer
