# /// answer
# title = "A shield, and nobody who waits"
# mistake = 6
# loses = { evening-twice = ["waited for again", "What waited for it stopped waiting"], evening-evidence = ["Nothing named `iron` was traced"] }
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
    failure = await asyncio.shield(steps(after))
    if ending := cancelled or failed or failure:
        raise ending
    return answer
