# /// answer
# title = "Waits for the extras with a deadline that nobody has named"
# loses = { act-words = ["TimeoutError"] }
# ///
async def act(singer, extras, scene):
    beside = asyncio.create_task(extras.ainvoke(scene))
    try:
        async with aclosing(singer.astream(scene)) as words:
            async for word in words:
                if word.content:
                    yield word.content
        yield await asyncio.wait_for(beside, 30)
    finally:
        beside.cancel()
        await asyncio.wait({beside})
