# /// answer
# title = "Adds a tag of its own to the request's"
# mistake = 7
# loses = { tokens-evidence = ["bears the tag 'tokens', which the request does not"] }
# ///
async def stream_answer(model, question, config=None):
    request = config or {}
    marked = {**request, "tags": [*request.get("tags", []), "tokens"]}
    async with aclosing(model.astream(question, marked)) as chunks:
        async for chunk in chunks:
            if chunk.content:
                yield chunk.content
