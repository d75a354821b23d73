# /// answer
# title = "Its own line: who leaves is taken out, and the work lets the next one in"
# ///
from collections import deque


def wrap_sdk(search, limit):
    line, inside, clerks = deque(), set(), ThreadPoolExecutor(limit)

    def admit(done=None):
        inside.discard(done)
        if done is not None and not done.cancelled():
            done.exception()
        while line and len(inside) < limit:
            query, place = line.popleft()
            if not place.done():
                work = asyncio.get_running_loop().run_in_executor(clerks, search, query)
                inside.add(work)
                work.add_done_callback(admit)
                place.set_result(work)

    async def ask(query: str) -> str:
        place = asyncio.get_running_loop().create_future()
        line.append((query, place))
        admit()
        return await asyncio.shield(await place)

    return StructuredTool.from_function(coroutine=ask, name="search", description="Asks the vendor.")
