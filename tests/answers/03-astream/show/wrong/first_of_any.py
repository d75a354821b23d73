# /// answer
# title = "first counts the empty token too"
# loses = { show-receipt = ["first"] }
# ///
async def show(model, question, write, config=None):
    start, first, said = time.perf_counter(), None, ""
    async for chunk in model.astream(question, config):
        if first is None:
            first = time.perf_counter() - start
        if chunk.content:
            said += chunk.content
            await write(chunk.content)
    return {"answer": said, "first": first, "total": time.perf_counter() - start}
