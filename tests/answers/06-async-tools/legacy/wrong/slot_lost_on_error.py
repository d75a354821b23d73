# /// answer
# title = "An error keeps its slot"
# loses = { legacy-limit = ["everything waits"], legacy-abandoned = ["everything waits"] }
# ///
def wrap_sdk(search, limit: int):
    slots = asyncio.Semaphore(limit)
    pool = ThreadPoolExecutor(limit)

    async def ask(query: str) -> str:
        """Searches."""
        await slots.acquire()
        job = asyncio.get_running_loop().run_in_executor(pool, search, query)

        def out(done):
            if done.exception() is None:
                slots.release()

        job.add_done_callback(out)
        return await asyncio.shield(job)

    return StructuredTool.from_function(coroutine=ask, name="search")
