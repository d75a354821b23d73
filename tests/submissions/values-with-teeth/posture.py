async def ask_with_posture(question, tools, attempts):
    raise Bomb()
