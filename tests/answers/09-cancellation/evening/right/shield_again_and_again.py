# /// answer
# title = "Shields the lock-up, and waits for it again"
# ///
async def evening(opera, lock_up, programme):
    why, ending = "answer", None
    try:
        answer = await opera.ainvoke(programme)
    except asyncio.CancelledError as error:
        why, ending = "cancelled", error
    except Exception as error:
        why, ending = "error", error

    async def steps():
        failures = []
        for step in lock_up:
            config = {"tags": ["lock-up"], "metadata": {"after": why}}
            try:
                await step.ainvoke(programme, config)
            except Exception as error:
                failures.append(error)
        return failures

    locking = asyncio.ensure_future(steps())
    while True:
        try:
            failures = await asyncio.shield(locking)
            break
        except asyncio.CancelledError as error:
            ending = error
    if ending is None and failures:
        ending = failures[0]
    if ending is not None:
        raise ending
    return answer
