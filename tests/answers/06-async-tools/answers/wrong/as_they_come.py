# /// answer
# title = "The answers in the order of finishing"
# mistake = 8
# loses = { answers-siblings = ["It goes wrong"], answers-named = ["the order of finishing"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}

    async def make(one):
        try:
            return await shelf[one["name"]].ainvoke(one)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], status="error")

    made = [make(one) for one in calls]
    return [await one for one in asyncio.as_completed(made)]
