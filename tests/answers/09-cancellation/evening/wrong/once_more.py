# /// answer
# title = "Waits once more, and no more"
# mistake = 6
# loses = { evening-twice = ["waited for again", "`iron` (3-3.25 s) was cancelled"] }
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

    answer, failed, cancelled = None, None, None
    try:
        answer, after = await opera.ainvoke(programme), "answer"
    except asyncio.CancelledError as told:
        cancelled, after = told, "cancelled"
    except Exception as error:
        failed, after = error, "error"
    locking = asyncio.create_task(steps(after))
    try:
        await asyncio.shield(locking)
    except asyncio.CancelledError as told:
        cancelled = told
        await locking
    if ending := cancelled or failed or locking.result():
        raise ending
    return answer
