# /// answer
# title = "Strips the whole text"
# loses = { show-receipt = ["answer"] }
# ///
async def show(model, question, write, config=None):
    start, first, said = time.perf_counter(), None, ""
    async for chunk in model.astream(question, config):
        if chunk.content:
            if first is None:
                first = time.perf_counter() - start
            said += chunk.content
            await write(chunk.content)
    return {"answer": said.strip(), "first": first, "total": time.perf_counter() - start}
