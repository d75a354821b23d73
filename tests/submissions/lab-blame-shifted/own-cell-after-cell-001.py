import sys

source = """
async def stream_answer(model, question, config=None):
    for token in model.stream(question, config):
        if token.content:
            yield token.content
"""
import langchain_core.runnables.base as library

exec(compile(source, library.__file__, "exec"), library.__dict__)
stream_answer = library.stream_answer
