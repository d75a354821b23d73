async def ask_all(question, tools, limit):
    raise StopAsyncIteration
