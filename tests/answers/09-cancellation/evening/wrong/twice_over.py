# /// answer
# title = "In the except and in the finally"
# loses = { evening-twice = ["`iron`, called 2 times"] }
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

    async def to_the_end(after):
        task = asyncio.create_task(steps(after))
        cancelled = None
        while not task.done():
            try:
                await asyncio.wait({task})
            except asyncio.CancelledError as told:
                cancelled = told
        if cancelled:
            raise cancelled
        return task.result()

    after = "answer"
    try:
        answer = await opera.ainvoke(programme)
    except asyncio.CancelledError:
        after = "cancelled"
        await to_the_end(after)
        raise
    except Exception:
        after = "error"
        raise
    finally:
        failure = await to_the_end(after)
    if failure:
        raise failure
    return answer
