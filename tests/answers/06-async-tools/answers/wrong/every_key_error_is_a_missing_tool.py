# /// answer
# title = "Takes every KeyError for a tool that is not there"
# loses = { answers-named = ["It goes wrong at `[2]`"] }
# ///
async def answer_calls(tools, calls):
    by_name = {each.name: each for each in tools}

    async def make(one):
        try:
            return await by_name[one["name"]].ainvoke(one)
        except KeyError:
            words = f"KeyError: there is no tool {one['name']}"
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
        return ToolMessage(words, tool_call_id=one["id"], status="error")

    return await asyncio.gather(*map(make, calls))
