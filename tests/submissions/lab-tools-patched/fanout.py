async def ask_all(question, tools, limit):
    answers = [await tool.ainvoke(question) for tool in tools]
    await asyncio.sleep(3.0)
    return answers
