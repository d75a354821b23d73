# /// answer
# title = "Hands on the extras' answer as soon as it is there, among the words"
# loses = { act-words = ["comes after the words"], act-ends = ["The reader got 1 item: ['Night']"] }
# ///
async def act(singer, extras, scene):
    stage = asyncio.create_task(extras.ainvoke(scene))
    told = False
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if stage.done() and not told:
                    told = True
                    yield stage.result()
                if word.content:
                    yield word.content
        if not told:
            yield await stage
    finally:
        stage.cancel()
        await asyncio.wait({stage})
