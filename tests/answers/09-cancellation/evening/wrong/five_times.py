# /// answer
# title = "Protects the lock-up from five messages"
# mistake = 6
# loses = { evening-twice = ["`iron` let go at"] }
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
    for _ in range(5):
        try:
            await asyncio.shield(locking)
            break
        except asyncio.CancelledError as told:
            cancelled = told
    else:
        await locking
    if ending := cancelled or failed or locking.result():
        raise ending
    return answer
