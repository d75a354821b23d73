# /// answer
# title = "Waits for the extras before the first word"
# mistake = 3
# loses = { act-words = ["one after another"], act-leave = ["It was read to its end before the reader left"], act-ends = ["Nobody stopped it before its end"] }
# ///
async def act(singer, extras, scene):
    answer = await extras.ainvoke(scene)
    async with aclosing(singer.astream(scene)) as words:
        async for word in words:
            if word.content:
                yield word.content
    yield answer
