# /// answer
# title = "Leaves out an empty answer, and blank words"
# loses = { act-words = ["were left out, and they count here"] }
# ///
async def act(singer, extras, scene):
    beside = asyncio.create_task(extras.ainvoke(scene))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content.strip():
                    yield word.content
        if answer := await beside:
            yield answer
    finally:
        beside.cancel()
        await asyncio.wait({beside})
