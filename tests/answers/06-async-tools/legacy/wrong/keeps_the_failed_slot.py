# /// answer
# title = "Keeps the slot of an absent caller whose call has failed"
# loses = { legacy-abandoned = ["lambda done: done.result() and slots.release()"] }
# ///
def wrap_sdk(search, limit):
    clerks, slots = ThreadPoolExecutor(limit), asyncio.Semaphore(limit)

    async def ask(query: str) -> str:
        await slots.acquire()
        work = asyncio.get_running_loop().run_in_executor(clerks, search, query)
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            work.add_done_callback(lambda done: done.result() and slots.release())
            raise
        finally:
            if work.done():
                slots.release()

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
