async def stream_answer(model, question, config=None):
    yield ""


await asyncio.Event().wait()
