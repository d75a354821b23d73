# /// answer
# title = "Asks for each word by hand"
# ///
async def act(singer, extras, scene):
    beside = asyncio.create_task(extras.ainvoke(scene))
    words = aiter(singer.astream(scene))
    try:
        while (word := await anext(words, None)) is not None:
            if word.content:
                yield word.content
        answer = await beside
        yield answer
    finally:
        beside.cancel()
        try:
            await words.aclose()
        finally:
            await asyncio.wait({beside})
