# /// answer
# title = "Waits for the costumes before it closes the singer"
# mistake = 6
# loses = { act-leave = ["`singer` let go at 1.75 s", "Tell the extras, and close the singer"] }
# ///
async def act(singer, extras, scene):
    async with aclosing(singer.astream(scene)) as words:
        beside = asyncio.create_task(extras.ainvoke(scene))
        try:
            async for word in words:
                if word.content:
                    yield word.content
            yield await beside
        finally:
            beside.cancel()
            await asyncio.wait({beside})
