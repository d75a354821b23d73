# /// answer
# title = "Tidies the question before it asks"
# loses = { fanout-order = ["It goes wrong at `[0]`"] }
# ///
async def ask_all(question, tools, limit):
    slots = asyncio.Semaphore(limit)

    async def ask(source):
        async with slots:
            return await source.ainvoke(question.strip().lower())

    return await asyncio.gather(*map(ask, tools))
