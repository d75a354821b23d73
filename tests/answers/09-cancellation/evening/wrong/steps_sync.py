# /// answer
# title = "Does a sync step in the loop"
# mistake = 1
# loses = { evening-order = ["BaseTool.invoke"] }
# ///
async def evening(opera, lock_up, programme):
    async def steps(after):
        first, label = None, {"tags": ["lock-up"], "metadata": {"after": after}}
        for step in lock_up:
            try:
                if step.coroutine is None:
                    step.invoke(programme, label)
                else:
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
        except asyncio.CancelledError as told:
            cancelled = told
    if ending := cancelled or failed or locking.result():
        raise ending
    return answer
