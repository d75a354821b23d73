async def ask_with_posture(question, tools, attempts):
    tasks = [asyncio.create_task(tool.ainvoke(question)) for tool in tools]
    return await asyncio.gather(*tasks)
