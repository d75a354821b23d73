# /// answer
# title = "Waits five seconds for the extras and no longer"
# mistake = 6
# loses = { act-leave = ["wardrobe"] }
# ///
async def act(singer, extras, scene):
    stage = asyncio.create_task(extras.ainvoke(scene))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        yield await stage
    finally:
        stage.cancel()
        await asyncio.wait({stage}, timeout=5)
