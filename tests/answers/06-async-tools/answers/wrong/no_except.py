# /// answer
# title = "A gather, and nobody to catch"
# loses = { answers-siblings = ["PermissionError"], answers-named = ["PermissionError"], answers-evidence = ["PermissionError"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}
    return await asyncio.gather(*(shelf[one["name"]].ainvoke(one) for one in calls))
