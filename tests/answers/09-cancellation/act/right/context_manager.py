# /// answer
# title = "A context manager around a task"
# ///
async def act(singer, extras, scene):
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def at_work(coroutine):
        work = asyncio.ensure_future(coroutine)
        try:
            yield work
        finally:
            if not work.done():
                work.cancel()
                await asyncio.gather(work, return_exceptions=True)

    async with at_work(extras.ainvoke(scene)) as beside, aclosing(singer.astream(scene)) as words:
        async for word in words:
            if text := word.content:
                yield text
        yield await beside
