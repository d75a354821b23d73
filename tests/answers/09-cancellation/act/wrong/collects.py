# /// answer
# title = "Collects the words beside the extras"
# mistake = 4
# loses = { act-words = ["they were collected first"], act-leave = ["`extras` (0-60 s) ran to its end"], act-ends = ["none of them was handed on"] }
# ///
async def act(singer, extras, scene):
    async def sing():
        return [word.content async for word in singer.astream(scene)]

    words, answer = await asyncio.gather(sing(), extras.ainvoke(scene))
    for text in words:
        if text:
            yield text
    yield answer
