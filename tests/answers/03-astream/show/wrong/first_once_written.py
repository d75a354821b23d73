# /// answer
# title = "Takes the first time once the text is written"
# loses = { show-receipt = ["It goes wrong at `['first']`"] }
# ///
async def show(model, question, write, config=None):
    began, first, answer = time.perf_counter(), None, ""
    async for chunk in model.astream(question, config):
        if chunk.content:
            answer += chunk.content
            await write(chunk.content)
            if first is None:
                first = time.perf_counter() - began
    return {"answer": answer, "first": first, "total": time.perf_counter() - began}
