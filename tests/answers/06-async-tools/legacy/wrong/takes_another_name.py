# /// answer
# title = "Its argument has another name"
# loses = { legacy-loop = ["query"], legacy-limit = ["query"], legacy-abandoned = ["query"] }
# ///
def wrap_sdk(search, limit):
    clerks = ThreadPoolExecutor(limit)

    async def ask(text: str) -> str:
        return await asyncio.get_running_loop().run_in_executor(clerks, search, text)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
