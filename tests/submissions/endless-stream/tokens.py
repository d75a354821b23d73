async def stream_answer(model, question, config=None):
    while True:
        yield "more"
