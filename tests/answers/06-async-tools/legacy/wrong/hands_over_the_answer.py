# /// answer
# title = "Calls the SDK, and hands its answer to the pool"
# mistake = 1
# loses = { legacy-loop = ["the result of a call", "Hand over the function itself"], legacy-limit = ["Hand over the function itself"], legacy-abandoned = ["`search` (", "`run_in_executor(..., search, query)`"] }
# ///
def wrap_sdk(search, limit):
    clerks = ThreadPoolExecutor(limit)

    async def ask(query: str) -> str:
        return await asyncio.get_running_loop().run_in_executor(clerks, search(query))

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
