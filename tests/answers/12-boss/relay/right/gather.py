# /// answer
# title = "Two coroutines and a cancelled producer"
# ///
async def relay(source, sink, bound):
    belt, end = asyncio.Queue(maxsize=bound), object()

    async def produce():
        try:
            async for item in source:
                await belt.put(item)
            await belt.put(end)
        finally:
            await source.aclose()

    async def consume():
        while True:
            item = await belt.get()
            if item is end:
                return
            await sink(item)

    both = [asyncio.create_task(produce()), asyncio.create_task(consume())]
    try:
        await asyncio.gather(*both)
    finally:
        for one in both:
            if not one.cancelling():  # a second cancel would cut its clean-up short
                one.cancel()
        await asyncio.gather(*both, return_exceptions=True)
