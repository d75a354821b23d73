async def ask_with_posture(question, tools, attempts):
    os._exit(1)
