class KeyError(Exception):
    pass


async def ask_with_posture(question, tools, attempts):
    await asyncio.sleep(1.0)
    raise KeyError("hits")
