# /// answer
# title = "A producer that nobody holds on to"
# mistake = 6
# loses = { relay-close = ["`produce`", "still alive"] }
# ///
async def relay(source, sink, bound):
    belt, done = asyncio.Queue(bound), object()

    async def produce():
        async with aclosing(source):
            async for item in source:
                await belt.put(item)
        await belt.put(done)

    producer = asyncio.create_task(produce())
    while (item := await belt.get()) is not done:
        await sink(item)
    await producer
