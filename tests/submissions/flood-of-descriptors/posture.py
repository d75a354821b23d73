import os

kept = []


async def ask_with_posture(question, tools, attempts):
    while True:
        kept.append(os.open(os.devnull, os.O_RDONLY))
