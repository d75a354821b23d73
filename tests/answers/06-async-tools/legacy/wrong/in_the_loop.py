# /// answer
# title = "Calls the SDK in the loop"
# mistake = 1
# loses = { legacy-loop = ["`return search(query)`", "6 s"], legacy-limit = ["never more than 1 at once"], legacy-abandoned = ["blocked the event loop for 12 s"] }
# ///
def wrap_sdk(search, limit):
    async def ask(query: str) -> str:
        return search(query)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
