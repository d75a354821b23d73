# /// answer
# title = "Hands on two tokens at a time, to be efficient"
# mistake = 4
# loses = { tokens-live = ["2, 2 and 2.5 s", "waits for its neighbour"] }
# ///
async def stream_answer(model, question, config=None):
    held = []
    async with aclosing(model.astream(question, config)) as chunks:
        async for chunk in chunks:
            if chunk.content:
                held.append(chunk.content)
            if len(held) == 2:
                yield held[0]
                yield held[1]
                held.clear()
    for text in held:
        yield text
