async def stream_answer(model, question, config=None):
    yield Text("wrong")
