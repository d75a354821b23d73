async def stream_answer(model, question, config=None):
    for token in model.stream(question):
        yield token.content
