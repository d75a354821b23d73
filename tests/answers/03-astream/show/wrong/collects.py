# /// answer
# title = "Streams into a list, then writes the list"
# mistake = 4
# loses = { show-live = ["2.5, 2.5 and 2.5 s", "What does yours wait for"], show-receipt = ["goes wrong at `['first']`"] }
# ///
async def show(model, question, write, config=None):
    start, first, texts = time.perf_counter(), None, []
    async for chunk in model.astream(question, config):
        first = time.perf_counter() - start if first is None else first
        if chunk.content:
            texts.append(chunk.content)
    for text in texts:
        await write(text)
    return {"answer": "".join(texts), "first": first, "total": time.perf_counter() - start}
