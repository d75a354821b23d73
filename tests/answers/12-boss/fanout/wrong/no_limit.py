# /// answer
# title = "Asks everybody at once"
# mistake = 5
# loses = { fanout-limit = ["4 calls were in flight at once"] }
# ///
async def ask_all(question, tools, limit):
    return list(await asyncio.gather(*(source.ainvoke(question) for source in tools)))
