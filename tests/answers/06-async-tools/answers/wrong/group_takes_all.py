# /// answer
# title = "A TaskGroup that takes the siblings with it"
# loses = { answers-siblings = ["call 3, error: cancelled"], answers-named = ["It goes wrong"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}
    try:
        async with asyncio.TaskGroup() as group:
            made = [group.create_task(shelf[one["name"]].ainvoke(one)) for one in calls]
    except* Exception:
        pass
    answers = []
    for one, task in zip(calls, made):
        if task.cancelled():
            answers.append(ToolMessage("cancelled", tool_call_id=one["id"], status="error"))
        elif task.exception():
            words = f"{type(task.exception()).__name__}: {task.exception()}"
            answers.append(ToolMessage(words, tool_call_id=one["id"], status="error"))
        else:
            answers.append(task.result())
    return answers
