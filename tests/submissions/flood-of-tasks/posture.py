async def ask_with_posture(question, tools, attempts):
    async def nothing():
        pass

    tasks = [asyncio.create_task(nothing(), name="n" * 10_000_000 if not n else None) for n in range(100_000)]
    await asyncio.gather(*tasks)
    return []
