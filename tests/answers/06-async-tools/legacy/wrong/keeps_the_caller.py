# /// answer
# title = "Makes the caller wait until its thread is out"
# mistake = 6
# loses = { legacy-abandoned = ["It took"] }
# ///
def wrap_sdk(search, limit):
    slots, clerks = asyncio.Semaphore(limit), ThreadPoolExecutor(limit)

    async def ask(query: str) -> str:
        async with slots:
            work = asyncio.get_running_loop().run_in_executor(clerks, search, query)
            try:
                return await asyncio.shield(work)
            except asyncio.CancelledError:
                await work
                raise

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
