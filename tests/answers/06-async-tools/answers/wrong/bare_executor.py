# /// answer
# title = "A bare executor: the context stays behind"
# mistake = 7
# loses = { answers-evidence = ["neither tags nor metadata"], answers-named = ["still"] }
# ///
async def answer_calls(tools, calls):
    shelf = {each.name: each for each in tools}

    def in_thread(one):
        return asyncio.run(shelf[one["name"]].ainvoke(one))

    async def make(one):
        try:
            return await asyncio.get_running_loop().run_in_executor(None, in_thread, one)
        except Exception as error:
            words = f"{type(error).__name__}: {error}"
            return ToolMessage(words, tool_call_id=one["id"], status="error")

    return await asyncio.gather(*(make(one) for one in calls))
