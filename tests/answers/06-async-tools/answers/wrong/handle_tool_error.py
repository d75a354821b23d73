# /// answer
# title = "Sets handle_tool_error on the tools"
# loses = { answers-evidence = ["None failed as it should"] }
# ///
async def answer_calls(tools, calls):
    shelf = {}
    for each in tools:
        each.handle_tool_error = lambda error: f"{type(error).__name__}: {error}"
        shelf[each.name] = each

    async def one(call):
        try:
            return await shelf[call["name"]].ainvoke(call)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=call["id"], status="error")

    return await asyncio.gather(*[one(call) for call in calls])
