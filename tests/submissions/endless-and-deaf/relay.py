async def relay(source, sink, bound):
    while True:
        try:
            while True:
                await asyncio.sleep(0)
        except BaseException:
            pass
