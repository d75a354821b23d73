# /// answer
# title = "The extras are sent off, and awaited if nobody leaves"
# mistake = 6
# loses = { act-leave = ["still alive", "Nobody waited for it"], act-ends = ["still alive"] }
# ///
async def act(singer, extras, scene):
    beside = asyncio.create_task(extras.ainvoke(scene))
    async with aclosing(singer.astream(scene)) as words:
        async for word in words:
            if word.content:
                yield word.content
    yield await beside
