# /// answer
# title = "A semaphore that the work gives back, and not the caller"
# ///
def wrap_sdk(search, limit):
    slots, threads = asyncio.Semaphore(limit), ThreadPoolExecutor(2 * limit)

    async def ask(query: str) -> str:
        await slots.acquire()
        work = asyncio.get_running_loop().run_in_executor(threads, search, query)
        work.add_done_callback(lambda done: (slots.release(), done.cancelled() or done.exception()))
        return await asyncio.shield(work)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
