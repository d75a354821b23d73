# /// answer
# title = "A lock: one clerk, whatever the limit"
# loses = { legacy-loop = ["They were never all in flight", "All had been started"], legacy-limit = ["never more than 1 at once"], legacy-abandoned = ["let the worker hold it"] }
# ///
def wrap_sdk(search, limit):
    lock = asyncio.Lock()

    async def ask(query: str) -> str:
        async with lock:
            return await asyncio.to_thread(search, query)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
