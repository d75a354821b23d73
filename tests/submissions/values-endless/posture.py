asked = []


async def ask_with_posture(question, tools, attempts):
    asked.append(question)
    deep = []
    for _ in range(100_000 if len(asked) < 3 else 10):
        deep = [deep]
    return deep
