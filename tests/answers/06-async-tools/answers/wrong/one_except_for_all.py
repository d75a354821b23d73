# /// answer
# title = "One except around the gather: everybody gets the error"
# loses = { answers-siblings = ["call 1, error", "there is one `except` for everybody"], answers-named = ["It goes wrong"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}
    try:
        return await asyncio.gather(*(shelf[one["name"]].ainvoke(one) for one in calls))
    except Exception as error:
        words = f"{type(error).__name__}: {error}"
        return [ToolMessage(words, tool_call_id=one["id"], status="error") for one in calls]
