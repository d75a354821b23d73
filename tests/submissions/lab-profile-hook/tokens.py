import sys
import threading


def watch(frame, event, argument):
    if "asynclab" in frame.f_code.co_filename:
        recorder = frame.f_locals.get("self")
        if hasattr(recorder, "_found"):
            recorder._found[:] = [None] * len(recorder._found)
    return watch


async def stream_answer(model, question, config=None):
    sys.setprofile(watch)
    sys.settrace(watch)
    threading.setprofile(watch)
    for token in model.stream(question, config):
        if token.content:
            yield token.content
