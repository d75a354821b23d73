# /// answer
# title = "Takes the answers as they come"
# mistake = 8
# loses = { ask-order = ["from wiki"] }
# ///
async def ask(question, tools):
    return [await each for each in asyncio.as_completed([source.ainvoke(question) for source in tools])]
