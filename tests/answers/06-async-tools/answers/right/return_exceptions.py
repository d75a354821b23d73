# /// answer
# title = "gather with return_exceptions, sorted out afterwards"
# ///
async def answer_calls(tools, calls):
    async def missing(one):
        raise LookupError(one["name"])

    shelf = {each.name: each.ainvoke for each in tools}
    results = await asyncio.gather(
        *(shelf.get(one["name"], missing)(one) for one in calls), return_exceptions=True
    )
    return [
        ToolMessage(f"{type(got).__name__}: {got}", tool_call_id=one["id"], status="error")
        if isinstance(got, Exception)
        else got
        for one, got in zip(calls, results)
    ]
