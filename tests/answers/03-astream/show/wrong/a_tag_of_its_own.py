# /// answer
# title = "Adds a tag of its own to the request's"
# mistake = 7
# loses = { show-receipt = ["bears the tag 'show', which the request does not"] }
# ///
async def show(model, question, write, config=None):
    began, first, answer = time.perf_counter(), None, ""
    request = config or {}
    marked = {**request, "tags": [*request.get("tags", []), "show"]}
    async with aclosing(model.astream(question, marked)) as chunks:
        async for chunk in chunks:
            if chunk.content:
                if first is None:
                    first = time.perf_counter() - began
                answer += chunk.content
                await write(chunk.content)
    return {"answer": answer, "first": first, "total": time.perf_counter() - began}
