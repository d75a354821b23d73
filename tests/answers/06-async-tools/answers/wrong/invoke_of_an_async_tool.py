# /// answer
# title = "invoke of an async tool, whose refusal is taken for an answer"
# mistake = 2
# loses = { answers-siblings = ["Await its `ainvoke`", "That was caught"], answers-named = ["Await its `ainvoke`"], answers-evidence = ["The sync method of an async tool was called"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}

    async def make(one):
        try:
            return shelf[one["name"]].invoke(one)
        except Exception as error:
            return ToolMessage(f"{type(error).__name__}: {error}", tool_call_id=one["id"], status="error")

    return await asyncio.gather(*(make(one) for one in calls))
