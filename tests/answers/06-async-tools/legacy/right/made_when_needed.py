# /// answer
# title = "A pool that opens with the first caller, and keeps the context"
# ///
import contextvars
import functools


def wrap_sdk(search, limit):
    @functools.cache
    def clerks():
        return ThreadPoolExecutor(limit, "clerk")

    async def ask(query: str) -> str:
        run = functools.partial(contextvars.copy_context().run, search, query)
        return await asyncio.get_running_loop().run_in_executor(clerks(), run)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
