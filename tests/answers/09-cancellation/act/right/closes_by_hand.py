# /// answer
# title = "Tells the extras, closes the words by hand, then waits"
# ///
async def act(singer, extras, scene):
    words, beside = singer.astream(scene), asyncio.create_task(extras.ainvoke(scene))
    try:
        async for word in words:
            if word.content:
                yield word.content
        yield await beside
    finally:
        beside.cancel()
        await words.aclose()
        await asyncio.gather(beside, return_exceptions=True)
