async def ask_with_posture(question, tools, attempts):
    lock = asyncio.Lock()
    async with lock:
        async with lock:
            return [await tool.ainvoke(question) for tool in tools]
