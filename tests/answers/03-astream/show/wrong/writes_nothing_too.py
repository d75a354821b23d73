# /// answer
# title = "Writes the empty texts as well"
# loses = { show-live = ["handed"], show-receipt = ["goes wrong at `['first']`"] }
# ///
async def show(model, question, write, config=None):
    start, first, answer = time.perf_counter(), None, ""
    async for chunk in model.astream(question, config):
        first = time.perf_counter() - start if first is None else first
        answer += chunk.content
        await write(chunk.content)
    return {"answer": answer, "first": first, "total": time.perf_counter() - start}
