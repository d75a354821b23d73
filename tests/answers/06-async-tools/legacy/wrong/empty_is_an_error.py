# /// answer
# title = "Takes an empty answer for none"
# loses = { legacy-loop = ["no hits"] }
# ///
def wrap_sdk(search, limit):
    clerks = ThreadPoolExecutor(limit)

    async def ask(query: str) -> str:
        return await asyncio.get_running_loop().run_in_executor(clerks, search, query) or "no hits"

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
