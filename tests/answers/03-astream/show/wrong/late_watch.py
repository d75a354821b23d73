# /// answer
# title = "Starts the watch at the first token"
# loses = { show-receipt = ["'first': 0.0", "`total` is first + n × every"] }
# ///
async def show(model, question, write, config=None):
    start, first, answer = None, None, ""
    async for chunk in model.astream(question, config):
        if chunk.content:
            start = start or time.perf_counter()
            first = time.perf_counter() - start if first is None else first
            answer += chunk.content
            await write(chunk.content)
    return {"answer": answer, "first": first, "total": time.perf_counter() - start}
