# /// answer
# title = "Shields the line too, and puts through who has left it"
# mistake = 6
# loses = { legacy-abandoned = ["was called 4 times", "still on the line"] }
# ///
def wrap_sdk(search, limit):
    slots, clerks = asyncio.Semaphore(limit), ThreadPoolExecutor(limit)

    async def in_turn(query):
        async with slots:
            return await asyncio.get_running_loop().run_in_executor(clerks, search, query)

    async def ask(query: str) -> str:
        return await asyncio.shield(asyncio.ensure_future(in_turn(query)))

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
