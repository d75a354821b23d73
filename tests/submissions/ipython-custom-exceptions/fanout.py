async def ask_all(question, tools, limit):
    raise ValueError("nobody will ever know")
