# /// answer
# title = "Takes a cancellation for one more error"
# mistake = 6
# loses = { answers-named = ["raised no error"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}
    made = [asyncio.ensure_future(shelf[one["name"]].ainvoke(one) if one["name"] in shelf else missing(one)) for one in calls]
    try:
        results = await asyncio.gather(*made, return_exceptions=True)
    except asyncio.CancelledError as error:
        results = [error] * len(calls)
    return [
        ToolMessage(f"{type(got).__name__}: {got}", tool_call_id=one["id"], status="error")
        if isinstance(got, BaseException)
        else got
        for one, got in zip(calls, results)
    ]


async def missing(one):
    raise LookupError(one["name"])
