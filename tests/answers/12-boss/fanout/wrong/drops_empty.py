# /// answer
# title = "Leaves out an empty answer"
# loses = { fanout-order = ["some of it is missing"] }
# ///
async def ask_all(question, tools, limit):
    slots = asyncio.Semaphore(limit)

    async def ask(source):
        async with slots:
            return await source.ainvoke(question)

    answers = await asyncio.gather(*map(ask, tools))
    return [answer for answer in answers if answer]
