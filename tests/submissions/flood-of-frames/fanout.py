import sys

sys.setrecursionlimit(10**8)


async def ask_all(question, tools, limit):
    return await ask_all(question, tools, limit)
