# /// answer
# title = "One call after another"
# mistake = 3
# loses = { answers-siblings = ["1 + 2 + 3 = 6 s"], answers-named = ["It took 4 s"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}

    async def make(one):
        try:
            return await shelf[one["name"]].ainvoke(one)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], status="error")

    return [await make(one) for one in calls]
