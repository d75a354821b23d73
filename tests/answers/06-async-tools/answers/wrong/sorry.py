# /// answer
# title = "An apology without a name"
# loses = { answers-named = ["Something went wrong.", "Its reader is a model"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}

    async def make(one):
        try:
            return await shelf[one["name"]].ainvoke(one)
        except Exception:
            words = "Something went wrong."
            return ToolMessage(words, tool_call_id=one["id"], status="error")

    return await asyncio.gather(*(make(one) for one in calls))
