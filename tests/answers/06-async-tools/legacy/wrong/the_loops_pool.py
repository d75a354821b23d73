# /// answer
# title = "Works in the loop's own pool"
# loses = { legacy-limit = ["`neighbour` began at 3 s", "take threads of your own"] }
# ///
def wrap_sdk(search, limit):
    slots = asyncio.Semaphore(limit)

    async def ask(query: str) -> str:
        await slots.acquire()
        work = asyncio.ensure_future(asyncio.to_thread(search, query))
        work.add_done_callback(lambda done: (slots.release(), done.cancelled() or done.exception()))
        return await asyncio.shield(work)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
