# /// answer
# title = "Puts its own words before the question"
# loses = { tokens-live = ["`model` was asked"] }
# ///
async def stream_answer(model, question: str, config: dict | None = None):
    async with aclosing(model.astream(f"Answer briefly: {question.strip()}", config)) as chunks:
        async for chunk in chunks:
            if chunk.content:
                yield chunk.content
