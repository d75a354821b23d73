# /// answer
# title = "Shields the extras"
# mistake = 6
# loses = { act-leave = ["`shield` do not cancel what they wait for"], act-ends = ["`shield` do not cancel what they wait for"] }
# ///
async def act(singer, extras, scene):
    beside = asyncio.shield(extras.ainvoke(scene))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        yield await beside
    finally:
        beside.cancel()
        await asyncio.wait({beside})
