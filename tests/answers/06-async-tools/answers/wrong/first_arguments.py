# /// answer
# title = "Gives each call the arguments of the first"
# loses = { answers-siblings = ["It goes wrong at `[1]`"] }
# ///
async def answer_calls(tools, calls):
    by_name = {each.name: each for each in tools}

    async def make(one):
        try:
            return await by_name[one["name"]].ainvoke({**one, "args": calls[0]["args"]})
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], status="error")

    return await asyncio.gather(*map(make, calls))
