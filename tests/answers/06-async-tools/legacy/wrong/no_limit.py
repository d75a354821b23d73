# /// answer
# title = "A thread for everyone who asks"
# mistake = 5
# loses = { legacy-limit = ["6 calls of `search` were in flight at once"], legacy-abandoned = ["was called 4 times"] }
# ///
def wrap_sdk(search, limit):
    async def ask(query: str) -> str:
        return await asyncio.to_thread(search, query)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
