async def relay(source, sink, bound):
    loop = asyncio.get_running_loop()
    loop.call_at(float("nan"), print)
    await asyncio.sleep(float("inf"))
