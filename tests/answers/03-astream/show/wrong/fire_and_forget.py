# /// answer
# title = "Writes in tasks that nobody awaits"
# mistake = 6
# loses = { show-live = ["`write`"], show-receipt = ["It goes wrong at `['total']`"] }
# ///
async def show(model, question, write, config=None):
    start, first, answer = time.perf_counter(), None, ""
    async for chunk in model.astream(question, config):
        if chunk.content:
            first = time.perf_counter() - start if first is None else first
            answer += chunk.content
            asyncio.create_task(write(chunk.content))
    return {"answer": answer, "first": first, "total": time.perf_counter() - start}
