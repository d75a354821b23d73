# /// answer
# title = "Catches the tools' errors, and not the invented tool"
# loses = { answers-named = ["KeyError"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}

    async def make(one):
        found = shelf[one["name"]]
        try:
            return await found.ainvoke(one)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], status="error")

    return await asyncio.gather(*(make(one) for one in calls))
