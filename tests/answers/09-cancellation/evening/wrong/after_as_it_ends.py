# /// answer
# title = "Notes how the evening ends, and not how the opera did"
# loses = { evening-evidence = ["'after' is another one"] }
# ///
async def evening(opera, lock_up, programme):
    async def steps(after):
        first = None
        for step in lock_up:
            try:
                await step.ainvoke(programme, {"tags": ["lock-up"], "metadata": {"after": "cancelled" if cancelled else after}})
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
        except asyncio.CancelledError as told:
            cancelled = told
    if ending := cancelled or failed or locking.result():
        raise ending
    return answer
