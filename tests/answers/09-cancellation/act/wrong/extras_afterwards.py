# /// answer
# title = "Asks the extras when the words are over"
# mistake = 3
# loses = { act-words = ["6.5 s"], act-ends = ["It took"], act-leave = ["It took 8 s"] }
# ///
async def act(singer, extras, scene):
    async with aclosing(singer.astream(scene)) as words:
        async for word in words:
            if word.content:
                yield word.content
    yield await extras.ainvoke(scene)
