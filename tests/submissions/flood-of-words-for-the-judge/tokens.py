streamed = []


async def stream_answer(model, question, config=None):
    streamed.append(question)
    for number in range(5_000 if len(streamed) == 1 else 5):
        yield "`a`" * 50
