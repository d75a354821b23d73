# /// answer
# title = "The answers in the order of a set"
# mistake = 8
# loses = { fanout-order = ["it is reversed", "`asyncio.wait` gives have no order"] }
# ///
async def ask_all(question, tools, limit):
    gate = asyncio.Semaphore(limit)

    async def ask(source):
        async with gate:
            return await source.ainvoke(question)

    done, _ = await asyncio.wait([asyncio.create_task(ask(source)) for source in tools])
    return [task.result() for task in done]
