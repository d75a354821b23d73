async def ask_with_posture(question, tools, attempts):
    return [sum(iter(int, 1))]
