# /// answer
# title = "In a finally, and raised at its end"
# ///
async def evening(opera, lock_up, programme):
    after, failures, told = "answer", [], []

    async def steps():
        for step in lock_up:
            try:
                await step.ainvoke(programme, {"tags": ["lock-up"], "metadata": {"after": after}})
            except Exception as error:
                failures.append(error)

    try:
        answer = await opera.ainvoke(programme)
    except asyncio.CancelledError:
        after = "cancelled"
        raise
    except Exception:
        after = "error"
        raise
    finally:
        locking = asyncio.create_task(steps())
        while not locking.done():
            try:
                await asyncio.shield(locking)
            except asyncio.CancelledError as error:
                told.append(error)
        if told:
            raise told[-1]
    if failures:
        raise failures[0]
    return answer
