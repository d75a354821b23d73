asked_again = []


async def ask_with_posture(question, tools, attempts):
    asked_again.append(question)
    return [{str(number): [number] * 3 for number in range(50_000 if len(asked_again) == 1 else 5)}]
