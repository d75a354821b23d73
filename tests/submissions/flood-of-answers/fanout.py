asked = []


async def ask_all(question, tools, limit):
    asked.append(question)
    if len(asked) < 3:
        return ["x" * 200_000_000]
    return [10**1_000_000] if len(asked) == 3 else []
