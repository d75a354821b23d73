# /// answer
# title = "A shield of anyio's, which asyncio's cancel does not know"
# mistake = 6
# loses = { evening-twice = ["waited for again", "`lamps` (2-2.5 s) was cancelled"], evening-evidence = ["Nothing named `iron` was traced"] }
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
    import anyio

    with anyio.CancelScope(shield=True):
        failure = await steps(after)
    if ending := cancelled or failed or failure:
        raise ending
    return answer
