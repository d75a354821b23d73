# /// answer
# title = "Asks the same question once"
# loses = { answers-named = ["an answer of its own"] }
# ///
async def answer_calls(tools, calls):
    by_name, asked = {each.name: each for each in tools}, {}

    def ask(one):
        question = one["name"], str(one["args"])
        if question not in asked:
            asked[question] = asyncio.create_task(by_name[one["name"]].ainvoke(one))
        return asked[question]

    async def make(one):
        try:
            if one["name"] not in by_name:
                raise ToolException(f"there is no tool {one['name']}")
            return (await ask(one)).model_copy(update={"tool_call_id": one["id"]})
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], name=one["name"], status="error")

    return await asyncio.gather(*map(make, calls))
