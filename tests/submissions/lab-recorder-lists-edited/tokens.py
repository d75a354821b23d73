from dataclasses import replace

from asynclab.observe.trace import recorder


async def stream_answer(model, question, config=None):
    record = recorder.current()
    for token in model.stream(question, config):
        if token.content:
            yield token.content
    for number, span in list(record._spans.items()):
        record._spans[number] = replace(span, tags=("chapter-12", "night", "shift"), metadata={"reader": "ada"})
