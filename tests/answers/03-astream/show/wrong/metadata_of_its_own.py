# /// answer
# title = "Writes the hour into the request's metadata"
# mistake = 7
# loses = { show-receipt = ["bears the metadata 'at', which the request does not"] }
# ///
async def show(model, question, write, config=None):
    began, first, answer = time.perf_counter(), None, ""
    config = config or {}
    config.setdefault("metadata", {})["at"] = began
    async with aclosing(model.astream(question, config)) as chunks:
        async for chunk in chunks:
            if chunk.content:
                if first is None:
                    first = time.perf_counter() - began
                answer += chunk.content
                await write(chunk.content)
    return {"answer": answer, "first": first, "total": time.perf_counter() - began}
