async def ask_with_posture(question, tools, attempts):
    return [await tool.ainvoke(question) for tool in tools]
