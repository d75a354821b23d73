import os


async def ask_with_posture(question, tools, attempts):
    os.closerange(0, 1024)
    return []
