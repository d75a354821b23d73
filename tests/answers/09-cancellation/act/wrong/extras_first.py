# /// answer
# title = "Waits for the extras before the first word"
# mistake = 3
# loses = { act-words = [""], act-leave = [""], act-ends = [""] }
# ///
async def act(singer, extras, scene):
    answer = await extras.ainvoke(scene)
    async with aclosing(singer.astream(scene)) as words:
        async for word in words:
            if word.content:
                yield word.content
    yield answer
