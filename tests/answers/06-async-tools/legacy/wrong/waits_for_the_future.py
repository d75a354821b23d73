# /// answer
# title = "A pool, and then result() in the loop"
# mistake = 1
# loses = { legacy-loop = ["result()"], legacy-limit = ["never more than 1 at once"], legacy-abandoned = ["blocked the event loop for 12 s"] }
# ///
def wrap_sdk(search, limit):
    clerks = ThreadPoolExecutor(limit)

    async def ask(query: str) -> str:
        return clerks.submit(search, query).result()

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
