# /// answer
# title = "Asks the extras when the words are over"
# mistake = 3
# loses = { act-words = ["one after another", "`extras` began at 2.5 s"], act-leave = ["Nothing named `extras` was called"], act-ends = ["Nothing named `extras` was called"] }
# ///
async def act(singer, extras, scene):
    async with aclosing(singer.astream(scene)) as words:
        async for word in words:
            if word.content:
                yield word.content
    yield await extras.ainvoke(scene)
