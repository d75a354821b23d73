# /// answer
# title = "Pauses with time.sleep before it tells of an error"
# loses = { answers-siblings = ["`time.sleep`"], answers-named = ["`time.sleep`", "blocked the event loop"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}

    async def make(one):
        try:
            if one["name"] not in shelf:
                raise LookupError(f"no tool {one['name']}")
            return await shelf[one["name"]].ainvoke(one)
        except Exception as error:
            time.sleep(1)
            return ToolMessage(f"{type(error).__name__}: {error}", tool_call_id=one["id"], status="error")

    return await asyncio.gather(*(make(one) for one in calls))
