async def ask_all(question, tools, limit):
    return []
