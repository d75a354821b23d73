# /// answer
# title = "Reads from the words whether a call has failed"
# loses = { answers-named = ["ValueError: a novel"] }
# ///
async def answer_calls(tools: list, calls: list[dict]) -> list[ToolMessage]:
    by_name = {tool.name: tool for tool in tools}

    async def ask(call):
        try:
            return str((await by_name[call["name"]].ainvoke(call)).content), "success"
        except Exception as error:
            return f"{type(error).__name__}: {error}", "error"

    def failed(words):
        return words.split(":")[0].endswith(("Error", "Timeout", "Exception"))

    told = await asyncio.gather(*(ask(call) for call in calls))
    return [
        ToolMessage(
            words, tool_call_id=call["id"], name=call["name"], status="error" if failed(words) else status
        )
        for call, (words, status) in zip(calls, told)
    ]
