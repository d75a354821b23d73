# /// answer
# title = "A slot for each waiting item"
# ///
from collections import deque


async def relay(source, sink, bound):
    slots, ready, waiting = asyncio.Semaphore(bound), asyncio.Semaphore(0), deque()

    async def produce():
        async with aclosing(source):
            while True:
                await slots.acquire()
                try:
                    waiting.append((await anext(source),))
                except StopAsyncIteration:
                    waiting.append(None)
                    return
                finally:
                    ready.release()

    async with asyncio.TaskGroup() as group:
        group.create_task(produce())
        await ready.acquire()
        while parcel := waiting.popleft():
            slots.release()
            await sink(parcel[0])
            await ready.acquire()
