# /// answer
# title = "Writes the whole page again with each token"
# loses = { show-live = ["Pour it slowly"] }
# ///
async def show(model, question, write, config=None):
    start, first, page = time.perf_counter(), None, ""
    async for chunk in model.astream(question, config):
        if chunk.content:
            first = time.perf_counter() - start if first is None else first
            page += chunk.content
            await write(page)
    return {"answer": page, "first": first, "total": time.perf_counter() - start}
