# /// answer
# title = "A TaskGroup whose tasks never fail"
# ///
async def answer_calls(tools, calls):
    answers = [None] * len(calls)

    async def fill(place, one):
        try:
            (found,) = [each for each in tools if each.name == one["name"]] or [None]
            if found is None:
                raise NotImplementedError(one["name"])
            answers[place] = await found.ainvoke(one)
        except Exception as error:
            answers[place] = ToolMessage(
                content=f"{type(error).__name__}: {error}", tool_call_id=one["id"], status="error"
            )

    async with asyncio.TaskGroup() as group:
        for place, one in enumerate(calls):
            group.create_task(fill(place, one))
    return answers
