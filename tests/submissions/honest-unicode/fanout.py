async def ask_all(question, tools, limit):
    плавно = asyncio.Semaphore(limit)

    async def 尋ねる(源):
        async with плавно:
            return await 源.ainvoke(question)

    return list(await asyncio.gather(*(尋ねる(źródło) for źródło in tools)))


print("✓ ﷽ 👩‍👩‍👧‍👦 \u202e reversed")
