# /// answer
# title = "Leaves the failed calls without an answer"
# loses = { answers-siblings = ["some of it is missing"], answers-named = ["It returned []"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}

    async def make(one):
        try:
            return await shelf[one["name"]].ainvoke(one)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], status="error")

    told = await asyncio.gather(*(make(one) for one in calls))
    return [one for one in told if one.status == "success"]
