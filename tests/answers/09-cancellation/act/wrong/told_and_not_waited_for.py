# /// answer
# title = "Tells the extras to go, and does not wait until they have"
# mistake = 6
# loses = { act-leave = ["It did not wait for `extras` and `wardrobe`"], act-ends = ["It did not wait for `extras`"] }
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
        beside.cancel()
