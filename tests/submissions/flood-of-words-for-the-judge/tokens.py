async def stream_answer(model, question, config=None):
    for number in range(5_000):
        yield "`a`" * 50
