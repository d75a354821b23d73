async def ask_all(question, tools, limit):
    return [await tool.ainvoke(question) for tool in tools]
