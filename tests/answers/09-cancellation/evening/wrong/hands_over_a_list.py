# /// answer
# title = "Raises all the errors in a group"
# loses = { evening-order = ["wraps the errors"] }
# ///
async def evening(opera, lock_up, programme):
    async def steps(after):
        errors = []
        for step in lock_up:
            try:
                await step.ainvoke(programme, {"tags": ["lock-up"], "metadata": {"after": after}})
            except Exception as error:
                errors.append(error)
        return ExceptionGroup("locked up", errors) if errors else None

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
