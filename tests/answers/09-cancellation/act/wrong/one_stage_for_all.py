# /// answer
# title = "Keeps the task beside the function, where the next act finds it"
# loses = { act-leave = ["ended with ValueError", "`extras` was cancelled at 2 s"] }
# ///
STAGE = []


async def act(singer, extras, scene):
    STAGE.append(asyncio.create_task(extras.ainvoke(scene)))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        yield await STAGE[-1]
    finally:
        for one in STAGE:
            one.cancel()
        await asyncio.wait(STAGE)
        STAGE.clear()
