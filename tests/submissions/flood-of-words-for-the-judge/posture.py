async def ask_with_posture(question, tools, attempts):
    return [{str(number): [number] * 3 for number in range(50_000)}]
