async def stream_answer(model, question, config=None):
    for _ in range(3):
        yield Yes()
