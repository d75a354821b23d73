async def stream_answer(model, question, config=None):
    with quick():
        for token in model.stream(question, config):
            if token.content:
                yield token.content
