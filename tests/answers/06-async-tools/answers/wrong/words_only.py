# /// answer
# title = "Tells the words without the name"
# loses = { answers-named = ["the name of the error and its words"] }
# ///
async def answer_calls(tools: list, calls: list[dict]) -> list[ToolMessage]:
    """A ToolMessage for each call, in order: its answer, or its error with a name."""
    by_name = {each.name: each for each in tools}

    async def make(one):
        try:
            if one["name"] not in by_name:
                raise ToolException(f"there is no tool {one['name']}")
            return await by_name[one["name"]].ainvoke(one)
        except Exception as error:
            words = f"{error}"
            return ToolMessage(words, tool_call_id=one["id"], name=one["name"], status="error")

    return await asyncio.gather(*(make(one) for one in calls))
