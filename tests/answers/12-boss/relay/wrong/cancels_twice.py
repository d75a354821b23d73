# /// answer
# title = "Cancels again what is already tidying up"
# mistake = 6
# loses = { relay-close = ["let go at 3.25 s", "a second cancel"] }
# ///
async def relay(source, sink, bound):
    belt, done = asyncio.Queue(bound), object()

    async def produce():
        async with aclosing(source):
            async for item in source:
                await belt.put(item)
        await belt.put(done)

    async def consume():
        while (item := await belt.get()) is not done:
            await sink(item)

    both = [asyncio.create_task(produce()), asyncio.create_task(consume())]
    try:
        await asyncio.gather(*both)
    finally:
        for one in both:
            one.cancel()
        await asyncio.gather(*both, return_exceptions=True)
