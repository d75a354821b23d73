# /// answer
# title = "A wait that begins again when it is disturbed, in a function that calls itself"
# ///
async def to_the_end(task):
    try:
        await asyncio.wait({task})
    except asyncio.CancelledError:
        await to_the_end(task)
        raise


async def evening(opera, lock_up, programme):
    async def one_by_one(after):
        told, config = [], {"tags": ["lock-up"], "metadata": {"after": after}}
        for step in lock_up:
            told += await asyncio.gather(step.ainvoke(programme, config), return_exceptions=True)
        return [each for each in told if isinstance(each, Exception)]

    try:
        answer = await opera.ainvoke(programme)
    except asyncio.CancelledError:
        await to_the_end(asyncio.create_task(one_by_one("cancelled")))
        raise
    except Exception:
        await to_the_end(asyncio.create_task(one_by_one("error")))
        raise
    locking = asyncio.create_task(one_by_one("answer"))
    await to_the_end(locking)
    for error in locking.result():
        raise error
    return answer
