# /// answer
# title = "Takes a reader who leaves for the end of the words"
# mistake = 6
# loses = { act-leave = ["the `CancelledError` of that was caught, and not raised again"] }
# ///
async def act(singer, extras, scene):
    beside = asyncio.create_task(extras.ainvoke(scene))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        yield await beside
    except asyncio.CancelledError:
        pass
    finally:
        beside.cancel()
        await asyncio.wait({beside})
