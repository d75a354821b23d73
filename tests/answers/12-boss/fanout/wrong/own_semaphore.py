# /// answer
# title = "A semaphore for each tool"
# mistake = 5
# loses = { fanout-limit = ["4 calls were in flight at once"] }
# ///
async def ask_all(question, tools, limit):
    async def ask(source):
        async with asyncio.Semaphore(limit):
            return await source.ainvoke(question)

    return list(await asyncio.gather(*(ask(source) for source in tools)))
