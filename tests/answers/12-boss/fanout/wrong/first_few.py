# /// answer
# title = "Asks as many tools as there are slots, and no more"
# mistake = 5
# loses = { fanout-limit = ["Nothing named `web` was called"], fanout-order = ["some of it is missing"] }
# ///
async def ask_all(question: str, tools: list, limit: int) -> list[str]:
    return await asyncio.gather(*(t.ainvoke(question) for t in tools[:limit]))
