# /// answer
# title = "Calls a sync tool in the loop"
# mistake = 1
# loses = { fanout-limit = ["BaseTool.invoke"], fanout-loop = ["BaseTool.invoke", "source.invoke(question)", "2 s"] }
# ///
async def ask_all(question, tools, limit):
    gate = asyncio.Semaphore(limit)

    async def ask(source):
        async with gate:
            if source.coroutine is None:
                return source.invoke(question)
            return await source.ainvoke(question)

    return list(await asyncio.gather(*(ask(source) for source in tools)))
