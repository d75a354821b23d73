# /// answer
# title = "Counts no tool that has a thread"
# loses = { fanout-limit = ["takes a slot"] }
# ///
async def ask_all(question: str, tools: list, limit: int) -> list[str]:
    gate = asyncio.Semaphore(limit)

    async def ask(tool):
        if getattr(tool, "coroutine", None) is None:  # has a thread of its own, needs no slot
            return await tool.ainvoke(question)
        async with gate:
            return await tool.ainvoke(question)

    return await asyncio.gather(*(ask(tool) for tool in tools))
