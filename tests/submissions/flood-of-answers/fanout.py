async def ask_all(question, tools, limit):
    return ["x" * 200_000_000, 10**1_000_000]
