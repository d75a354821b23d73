# /// answer
# title = "Waits in the loop for a semaphore made for threads"
# mistake = 1
# loses = { legacy-limit = ["Nothing can go on", "with slots:"], legacy-abandoned = ["Nothing can go on", "with slots:"] }
# ///
def wrap_sdk(search, limit):
    slots = threading.Semaphore(limit)

    async def ask(query: str) -> str:
        with slots:
            return await asyncio.to_thread(search, query)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
