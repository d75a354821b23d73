asked = []


async def ask_all(question, tools, limit):
    asked.append(question)
    return ["`" * 5_000_000, "<" * 5_000_000] if len(asked) == 1 else ["`", "<"]
