# /// answer
# title = "LangChain's run_in_executor, with an executor of its own"
# ///
from langchain_core.runnables.config import run_in_executor


def wrap_sdk(search, limit):
    pool = ThreadPoolExecutor(max_workers=limit)

    @langchain_tool("search")
    async def ask(query: str) -> str:
        """Asks the vendor."""
        return await run_in_executor(pool, search, query)

    return ask
