# /// answer
# title = "All steps at once"
# loses = { evening-order = ["came before `extras ends`"], evening-twice = ["`iron` let go at 3 s"] }
# ///
async def evening(opera, lock_up, programme):
    async def steps(after):
        label = {"tags": ["lock-up"], "metadata": {"after": after}}
        told = await asyncio.gather(*[step.ainvoke(programme, label) for step in lock_up], return_exceptions=True)
        return next((one for one in told if isinstance(one, Exception)), None)

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
