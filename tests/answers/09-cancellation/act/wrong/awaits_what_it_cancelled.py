# /// answer
# title = "Awaits the task that it has cancelled, and lets out whatever that raises"
# loses = { act-leave = ["`Torn`"], act-ends = ["another error: `Torn`"] }
# ///
async def act(singer, extras, scene):
    from contextlib import suppress

    beside = asyncio.create_task(extras.ainvoke(scene))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        yield await beside
    finally:
        if beside.cancel():
            with suppress(asyncio.CancelledError):
                await beside
