# /// answer
# title = "Leaves the words to the garbage collector"
# mistake = 6
# loses = { act-leave = ["`singer` let go at 1.75 s"] }
# ///
async def act(singer, extras, scene):
    beside = asyncio.create_task(extras.ainvoke(scene))
    words = singer.astream(scene)
    try:
        async for word in words:
            if word.content:
                yield word.content
        yield await beside
    finally:
        beside.cancel()
        await asyncio.wait({beside})
