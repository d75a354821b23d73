# /// answer
# title = "Calls the function under the tool"
# mistake = 7
# loses = { answers-evidence = ["ran, and left no trace"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}

    async def make(one):
        try:
            found = shelf[one["name"]]
            if found.coroutine is None:
                answer = await asyncio.to_thread(found.func, **one["args"])
            else:
                answer = await found.coroutine(**one["args"])
            return ToolMessage(answer, tool_call_id=one["id"])
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], status="error")

    return await asyncio.gather(*(make(one) for one in calls))
