async def ask_all(question, tools, limit):
    return ["`" * 5_000_000, "<" * 5_000_000]
