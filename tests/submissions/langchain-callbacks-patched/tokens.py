async def stream_answer(model, question, config=None):
    yield (await model.ainvoke(question)).content
