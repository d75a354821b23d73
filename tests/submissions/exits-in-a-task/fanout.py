import os


async def ask_all(question, tools, limit):
    os._exit(3)
