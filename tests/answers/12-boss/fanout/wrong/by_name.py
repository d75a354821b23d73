# /// answer
# title = "Answers by the tool's name"
# loses = { fanout-order = ["It returned", "goes wrong at `[0]`"] }
# ///
async def ask_all(question, tools, limit):
    gate, answers = asyncio.Semaphore(limit), {}

    async def ask(tool):
        async with gate:
            answers[tool.name] = await tool.ainvoke(question)

    await asyncio.gather(*(ask(tool) for tool in tools))
    return [answers[tool.name] for tool in tools]
