# /// answer
# title = "Makes the caller wait until its thread is out"
# mistake = 6
# loses = { legacy-abandoned = ["It took"] }
# ///
def wrap_sdk(search, limit):
    slots = asyncio.Semaphore(limit)

    async def ask(query: str) -> str:
        async with slots:
            work = asyncio.ensure_future(asyncio.to_thread(search, query))
            try:
                return await asyncio.shield(work)
            except asyncio.CancelledError:
                await work
                raise

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
