# /// answer
# title = "A slot that comes back when its caller hangs up"
# mistake = 5
# loses = { legacy-abandoned = ["was called 4 times", "let the worker hold it"], legacy-limit = ["take threads of your own"] }
# ///
def wrap_sdk(search, limit):
    slots = asyncio.Semaphore(limit)

    async def ask(query: str) -> str:
        async with slots:
            return await asyncio.to_thread(search, query)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
