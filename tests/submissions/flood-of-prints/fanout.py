async def ask_all(question, tools, limit):
    return []


for _ in range(1000):
    print("x" * 100_000)
