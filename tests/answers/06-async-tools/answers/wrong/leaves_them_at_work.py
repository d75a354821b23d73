# /// answer
# title = "asyncio.wait, which stops nobody when it is cancelled"
# mistake = 6
# loses = { answers-named = ["`news` was still open"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}

    async def make(one):
        try:
            return await shelf[one["name"]].ainvoke(one)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], status="error")

    made = [asyncio.create_task(make(one)) for one in calls]
    await asyncio.wait(made)
    return [one.result() for one in made]
