async def ask_all(question, tools, limit):
    async with asyncio.TaskGroup() as group:
        asked = [group.create_task(tool.ainvoke(question)) for tool in tools]
    return [one.result() for one in asked]
