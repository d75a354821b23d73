# /// answer
# title = "Five calls at a time, to be polite"
# loses = { answers-siblings = ["Later than the first began"] }
# ///
async def answer_calls(tools, calls):
    shelf = {t.name: t for t in tools}
    polite = asyncio.Semaphore(5)

    async def one(call):
        try:
            async with polite:
                return await shelf[call["name"]].ainvoke(call)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=call["id"], status="error")

    return await asyncio.gather(*[one(call) for call in calls])
