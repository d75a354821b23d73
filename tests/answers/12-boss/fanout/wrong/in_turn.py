# /// answer
# title = "Awaits one after another"
# mistake = 3
# loses = { fanout-overlap = ["3 + 1 + 2 = 6 s"], fanout-limit = ["never more than 1 at once"] }
# ///
async def ask_all(question, tools, limit):
    return [await source.ainvoke(question) for source in tools]
