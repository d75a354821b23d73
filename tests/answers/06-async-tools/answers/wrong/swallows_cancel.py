# /// answer
# title = "A single call is awaited directly, with except BaseException"
# loses = { answers-named = ["CancelledError"] }
# ///
async def answer_calls(tools, calls):
    shelf = {t.name: t for t in tools}

    async def one(call):
        try:
            return await shelf[call["name"]].ainvoke(call)
        except BaseException as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=call["id"], status="error")

    if len(calls) == 1:
        return [await one(calls[0])]
    return await asyncio.gather(*[one(call) for call in calls])
