# /// answer
# title = "A runnable for one call, and abatch for all"
# ///
async def answer_calls(tools, calls):
    async def one(asked):
        for each in tools:
            if each.name == asked["name"]:
                return await each.ainvoke(asked)
        raise KeyError(asked["name"])

    results = await RunnableLambda(one).abatch(calls, return_exceptions=True)
    for place, got in enumerate(results):
        if isinstance(got, Exception):
            words = f"{type(got).__name__}: {got}"
            results[place] = ToolMessage(words, tool_call_id=calls[place]["id"], status="error")
    return results
