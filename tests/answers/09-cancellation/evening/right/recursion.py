# /// answer
# title = "Waits, and if disturbed waits again, in a function that calls itself"
# ///
async def to_the_end(task):
    try:
        await asyncio.wait({task})
    except asyncio.CancelledError:
        await to_the_end(task)
        raise


async def evening(opera, lock_up, programme):
    giving = asyncio.create_task(opera.ainvoke(programme))
    stopped = None
    try:
        await asyncio.wait({giving})
    except asyncio.CancelledError as error:
        stopped = error
        giving.cancel()
        await asyncio.gather(giving, return_exceptions=True)
    after = "cancelled" if stopped else "error" if giving.exception() else "answer"

    async def one_by_one():
        told = []
        for step in lock_up:
            told += await asyncio.gather(
                step.ainvoke(programme, {"tags": ["lock-up"], "metadata": {"after": after}}), return_exceptions=True
            )
        return [each for each in told if isinstance(each, Exception)]

    locking = asyncio.create_task(one_by_one())
    await to_the_end(locking)
    if stopped:
        raise stopped
    answer = giving.result()
    for error in locking.result():
        raise error
    return answer
