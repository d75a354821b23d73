async def ask_with_posture(question, tools, attempts):
    deep = []
    for _ in range(100_000):
        deep = [deep]
    return deep
