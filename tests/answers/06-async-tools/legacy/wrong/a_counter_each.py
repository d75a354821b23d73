# /// answer
# title = "A counter of its own for each caller"
# mistake = 5
# loses = { legacy-limit = ["6 calls of `search` were in flight at once"], legacy-abandoned = ["was called 4 times"] }
# ///
def wrap_sdk(search, limit):
    async def ask(query: str) -> str:
        clerks = ThreadPoolExecutor(limit)
        return await asyncio.get_running_loop().run_in_executor(clerks, search, query)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
