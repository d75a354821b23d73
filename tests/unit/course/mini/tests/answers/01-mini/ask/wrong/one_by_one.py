# /// answer
# title = "Awaits one after another"
# mistake = 3
# loses = { ask-makespan = ["4"] }
# ///
async def ask(question, tools):
    return [await source.ainvoke(question) for source in tools]
