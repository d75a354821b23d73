# /// answer
# title = "anyio's task group, and a dict of answers"
# ///
import anyio


async def answer_calls(tools, calls):
    shelf, told = {each.name: each for each in tools}, {}

    async def ask(one):
        try:
            told[one["id"]] = await shelf[one["name"]].ainvoke(one)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            told[one["id"]] = ToolMessage(words, tool_call_id=one["id"], status="error")

    async with anyio.create_task_group() as group:
        for one in calls:
            group.start_soon(ask, one)
    return [told[one["id"]] for one in calls]
