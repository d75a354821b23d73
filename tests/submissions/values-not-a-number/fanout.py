async def ask_all(question, tools, limit):
    await asyncio.sleep(float("nan"))
    return [float("nan"), float("inf"), -float("inf")]
