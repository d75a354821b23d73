async def ask_all(question, tools, limit):
    return [tool.invoke(question) for tool in tools[:0]]
