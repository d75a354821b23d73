# /// answer
# title = "Skips tokens of white space only"
# loses = { show-live = ["was handed 1 item"], show-receipt = ["first"] }
# ///
async def show(model, question, write, config=None):
    start, first, said = time.perf_counter(), None, ""
    async for chunk in model.astream(question, config):
        said += chunk.content
        if chunk.content.strip():
            if first is None:
                first = time.perf_counter() - start
            await write(chunk.content)
    return {"answer": said, "first": first, "total": time.perf_counter() - start}
