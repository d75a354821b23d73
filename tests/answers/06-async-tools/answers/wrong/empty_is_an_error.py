# /// answer
# title = "Takes an empty answer for a failure"
# loses = { answers-siblings = ["It goes wrong at `[2]`"] }
# ///
async def answer_calls(tools, calls):
    by_name = {each.name: each for each in tools}

    async def make(one):
        try:
            told = await by_name[one["name"]].ainvoke(one)
            if not told.content:
                raise LookupError("no answer")
            return told
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], status="error")

    return await asyncio.gather(*map(make, calls))
