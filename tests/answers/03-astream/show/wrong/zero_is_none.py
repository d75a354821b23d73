# /// answer
# title = "Takes a first text at 0.0 s for none yet"
# loses = { show-receipt = ["It goes wrong at `['first']`"] }
# ///
async def show(model, question, write, config=None):
    began, first, answer = time.perf_counter(), None, ""
    async for chunk in model.astream(question, config):
        if chunk.content:
            first = first or time.perf_counter() - began
            answer += chunk.content
            await write(chunk.content)
    return {"answer": answer, "first": first, "total": time.perf_counter() - began}
