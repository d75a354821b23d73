# /// answer
# title = "Yields empty texts"
# loses = { tokens-live = ["The reader got"] }
# ///
async def stream_answer(model, question, config=None):
    async with aclosing(model.astream(question, config)) as chunks:
        async for chunk in chunks:
            yield chunk.content
