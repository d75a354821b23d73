# /// answer
# title = "Waits for the extras, and does not hand on what they answer"
# loses = { act-words = ["What the extras answer is a piece as well"], act-leave = ["some of it is missing"] }
# ///
async def act(singer, extras, scene):
    stage = asyncio.create_task(extras.ainvoke(scene))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        await stage
    finally:
        stage.cancel()
        await asyncio.wait({stage})
