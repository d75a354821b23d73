from asynclab.observe.trace import recorder
from asynclab.observe.run import Span, SpanEnd


async def ask_all(question, tools, limit):
    record = recorder.current()
    await asyncio.sleep(3.0)
    for number, tool in enumerate(tools, 1001):
        record._spans[number] = Span(number, "call", tool.name, 0.0, number, 3.0, number + 50, SpanEnd.DONE)
    return ["old", "new", "odd"]
