async def stream_answer(model, question, config=None):
    await asyncio.sleep(1.0)
    async for token in model.astream(question, config):
        yield token.content
