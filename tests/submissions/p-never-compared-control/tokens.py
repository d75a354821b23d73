async def stream_answer(model, question, config=None):
    from asynclab.observe.blocking.detector import BlockingDetector
    BlockingDetector.wait_started = lambda self, *a: None
    BlockingDetector.system_call = lambda self, *a: None
    for token in model.stream(question, config):
        if token.content:
            yield token.content
