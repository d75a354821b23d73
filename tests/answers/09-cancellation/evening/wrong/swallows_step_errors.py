# /// answer
# title = "Lets no error of a step out"
# loses = { evening-order = ["something caught that and went on. It should raise"] }
# ///
async def evening(opera, lock_up, programme):
    async def steps(after):
        for step in lock_up:
            with suppress(Exception):
                await step.ainvoke(programme, {"tags": ["lock-up"], "metadata": {"after": after}})
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
    if ending := cancelled or failed:
        raise ending
    return answer
