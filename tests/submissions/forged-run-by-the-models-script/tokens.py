async def stream_answer(model, question, config=None):
    turn = model._script.line()
    with model._scene.span(str(model.name), "call", asked=question) as span:
        await asyncio.sleep(model._first)
        for token in turn.tokens:
            await asyncio.sleep(model._every)
            model._scene.mark(str(model.name), "made", span, text=token)
            yield token
