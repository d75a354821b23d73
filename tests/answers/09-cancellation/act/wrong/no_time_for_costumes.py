# /// answer
# title = "Waits for the costumes for a second at most"
# mistake = 6
# loses = { act-leave = ["It took 2.3 s"] }
# ///
async def act(singer, extras, scene):
    beside = asyncio.create_task(extras.ainvoke(scene))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        yield await beside
    finally:
        beside.cancel()
        await asyncio.wait({beside}, timeout=1)
