# /// answer
# title = "Begins the lock-up anew when it is disturbed"
# loses = { evening-twice = ["`lamps` (2.5-3.25 s) was cancelled"] }
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
    while True:
        try:
            failure = await steps(after)
            break
        except asyncio.CancelledError as told:
            cancelled = told
    if ending := cancelled or failed or failure:
        raise ending
    return answer
