# /// answer
# title = "An exit stack that knows how to send the extras home"
# ///
async def act(singer, extras, scene):
    from contextlib import AsyncExitStack

    async with AsyncExitStack() as stack:
        beside = asyncio.create_task(extras.ainvoke(scene))

        async def home():
            beside.cancel()
            await asyncio.wait([beside])

        stack.push_async_callback(home)
        words = await stack.enter_async_context(aclosing(singer.astream(scene)))
        async for word in words:
            if word.content:
                yield word.content
        yield await beside
