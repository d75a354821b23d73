import os


async def stream_answer(model, question, config=None):
    async for token in model.astream(question, config):
        yield token.content
    os.abort()
