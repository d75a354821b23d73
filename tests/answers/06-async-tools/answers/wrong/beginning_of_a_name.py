# /// answer
# title = "Finds a tool by the beginning of its name"
# loses = { answers-named = ["a name is the whole name"] }
# ///
async def answer_calls(tools, calls):
    async def make(one):
        try:
            found = next((each for each in tools if each.name.startswith(one["name"])), None)
            if found is None:
                raise ToolException(f"there is no tool {one['name']}")
            return await found.ainvoke(one)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], name=one["name"], status="error")

    return await asyncio.gather(*map(make, calls))
