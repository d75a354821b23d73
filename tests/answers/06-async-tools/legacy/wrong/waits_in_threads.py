# /// answer
# title = "Takes a thread first, and waits for its turn in it"
# mistake = 5
# loses = { legacy-limit = ["`neighbour` began at", "tasks stand in line"], legacy-abandoned = ["still on the line"] }
# ///
def wrap_sdk(search, limit):
    slots = threading.Semaphore(limit)

    def in_turn(query):
        with slots:
            return search(query)

    async def ask(query: str) -> str:
        return await asyncio.to_thread(in_turn, query)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
