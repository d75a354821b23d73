# /// answer
# title = "The sync stream inside async def"
# mistake = 2
# loses = { show-loop = ["BaseChatModel.stream", "blocked the event loop for 2.5 s"] }
# ///
async def show(model, question, write, config=None):
    start, first, answer = time.perf_counter(), None, ""
    for chunk in model.stream(question, config):
        if chunk.content:
            first = time.perf_counter() - start if first is None else first
            answer += chunk.content
            await write(chunk.content)
    return {"answer": answer, "first": first, "total": time.perf_counter() - start}
