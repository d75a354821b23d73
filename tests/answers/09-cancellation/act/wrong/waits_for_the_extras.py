# /// answer
# title = "Lets the extras finish their act, whoever has left"
# mistake = 6
# loses = { act-leave = ["nobody told it"], act-ends = ["Nobody stopped it before its end"] }
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
        await asyncio.wait({beside})
