# /// answer
# title = "invoke inside async def"
# mistake = 2
# loses = { answers-siblings = ["found.invoke(one)"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}

    async def make(one):
        try:
            found = shelf[one["name"]]
            if found.func is not None:
                return found.invoke(one)
            return await found.ainvoke(one)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], status="error")

    return await asyncio.gather(*(make(one) for one in calls))
