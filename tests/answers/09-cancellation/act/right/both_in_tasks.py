# /// answer
# title = "Both are tasks, and the words come through a queue"
# ///
async def act(singer, extras, scene):
    desk = asyncio.Queue()

    async def sing():
        try:
            async with aclosing(singer.astream(scene)) as words:
                async for word in words:
                    if word.content:
                        await desk.put(word.content)
        finally:
            desk.put_nowait(None)

    both = [asyncio.create_task(sing()), asyncio.create_task(extras.ainvoke(scene))]
    try:
        while (text := await desk.get()) is not None:
            yield text
        await both[0]
        yield await both[1]
    finally:
        for one in both:
            one.cancel()
        await asyncio.gather(*both, return_exceptions=True)
