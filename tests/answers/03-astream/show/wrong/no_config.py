# /// answer
# title = "Takes the config and keeps it"
# mistake = 7
# loses = { show-receipt = ["`config` did not reach it"] }
# ///
async def show(model, question, write, config=None):
    start, first, answer = time.perf_counter(), None, ""
    async with aclosing(model.astream(question)) as chunks:
        async for chunk in chunks:
            if chunk.content:
                first = time.perf_counter() - start if first is None else first
                answer += chunk.content
                await write(chunk.content)
    return {"answer": answer, "first": first, "total": time.perf_counter() - start}
