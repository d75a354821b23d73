# /// answer
# title = "Tells the first line of an error"
# loses = { answers-named = ["IndexError"] }
# ///
async def answer_calls(tools: list, calls: list[dict]) -> list[ToolMessage]:
    """A ToolMessage for each call, in order: its answer, or its error with a name."""
    known = {each.name: each for each in tools}

    async def make(one):
        try:
            if one["name"] not in known:
                raise LookupError(f"no tool {one['name']}")
            return await known[one["name"]].ainvoke(one)
        except Exception as error:
            words = str(error).splitlines()[0]
            return ToolMessage(
                f"{type(error).__name__}: {words}", tool_call_id=one["id"], name=one["name"], status="error"
            )

    return await asyncio.gather(*(make(one) for one in calls))
