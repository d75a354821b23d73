import os


async def ask_all(question, tools, limit):
    answers = [await tool.ainvoke(question) for tool in tools]
    os._exit(1)
