# /// answer
# title = "submit, and the future wrapped for the loop"
# ///
from langchain_core.tools import BaseTool


class Counter(BaseTool):
    name: str = "search"
    description: str = "Asks the vendor."
    search: object
    clerks: ThreadPoolExecutor

    def _run(self, query: str) -> str:
        return self.clerks.submit(self.search, query).result()

    async def _arun(self, query: str) -> str:
        return await asyncio.wrap_future(self.clerks.submit(self.search, query))


def wrap_sdk(search, limit):
    return Counter(search=search, clerks=ThreadPoolExecutor(limit))
