async def ask_all(question, tools, limit):
    while True:
        pass
