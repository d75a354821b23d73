# /// answer
# title = "A source that takes longer than a second to close is left half closed"
# loses = { relay-close = ["cancelled"] }
# ///
async def relay(source, sink, bound: int) -> None:
    belt, end = asyncio.Queue(bound), object()

    async def make():
        try:
            async for item in source:
                await belt.put(item)
        except Exception:
            await belt.put(end)
            raise
        await belt.put(end)

    making = asyncio.create_task(make())
    try:
        while (item := await belt.get()) is not end:
            await sink(item)
        await making
    finally:
        making.cancel()
        await asyncio.wait([making], timeout=1.0)
        if making.done():
            await asyncio.wait_for(source.aclose(), timeout=1.0)
