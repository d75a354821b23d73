# /// answer
# title = "Sends the extras home on GeneratorExit only"
# mistake = 6
# loses = { act-leave = ["still alive"], act-ends = ["still alive"] }
# ///
async def act(singer, extras, scene):
    beside = asyncio.create_task(extras.ainvoke(scene))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        yield await beside
    except GeneratorExit:
        beside.cancel()
        await asyncio.wait({beside})
        raise
