# /// answer
# title = "Hands on tags and metadata only"
# loses = { tokens-evidence = ["were not told of"] }
# ///
async def stream_answer(model, question, config=None):
    config = config or {}
    mine = {"tags": config.get("tags", []), "metadata": config.get("metadata", {})}
    async with aclosing(model.astream(question, mine)) as chunks:
        async for chunk in chunks:
            if chunk.content:
                yield chunk.content
