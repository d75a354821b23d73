# /// answer
# title = "The answers in the order of finishing"
# mistake = 8
# loses = { fanout-order = ["the order of finishing"] }
# ///
async def ask_all(question, tools, limit):
    gate, answers = asyncio.Semaphore(limit), []

    async def ask(source):
        async with gate:
            return await source.ainvoke(question)

    for answer in asyncio.as_completed([ask(source) for source in tools]):
        answers.append(await answer)
    return answers
