async def ask_with_posture(question, tools, attempts):
    return List([Text("wrong")])
