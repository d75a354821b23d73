# /// answer
# title = "An event says when the house is locked"
# ///
async def evening(opera, lock_up, programme):
    locked, errors = asyncio.Event(), []

    async def steps(after):
        try:
            for step in lock_up:
                try:
                    await step.ainvoke(programme, dict(tags=["lock-up"], metadata=dict(after=after)))
                except Exception as error:
                    errors.append(error)
        finally:
            locked.set()

    async def locked_up(after):
        keep = asyncio.create_task(steps(after))
        cancelled = False
        while not locked.is_set():
            try:
                await locked.wait()
            except asyncio.CancelledError:
                cancelled = True
        await asyncio.gather(keep, return_exceptions=True)
        if cancelled:
            raise asyncio.CancelledError

    try:
        answer = await opera.ainvoke(programme)
    except asyncio.CancelledError:
        await locked_up("cancelled")
        raise
    except Exception:
        await locked_up("error")
        raise
    await locked_up("answer")
    if errors:
        raise errors[0]
    return answer
