# /// answer
# title = "Steps that bear their label already"
# ///
async def evening(opera, lock_up, programme):
    cancelled = None
    given = await_or = None
    try:
        given = await opera.ainvoke(programme)
        after = "answer"
    except Exception as error:
        await_or, after = error, "error"
    except asyncio.CancelledError as error:
        cancelled, after = error, "cancelled"

    async def step_by_step():
        failed = None
        for step in [one.with_config(tags=["lock-up"], metadata={"after": after}) for one in lock_up]:
            try:
                await step.ainvoke(programme)
            except Exception as error:
                failed = error if failed is None else failed
        return failed

    task = asyncio.create_task(step_by_step())
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = cancelled or error
    for ending in (cancelled, await_or, task.result()):
        if ending is not None:
            raise ending
    return given
