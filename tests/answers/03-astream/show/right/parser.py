# /// answer
# title = "A parser behind the model, and the loop's own clock"
# ///
async def show(model, question, write, config=None):
    clock = asyncio.get_running_loop().time
    start, first, texts = clock(), None, []
    async for text in (model | StrOutputParser()).astream(question, config):
        if text:
            first = clock() - start if first is None else first
            texts.append(text)
            await write(text)
    return {"answer": "".join(texts), "first": first, "total": clock() - start}
