async def relay(source, sink, bound):
    loop = asyncio.get_running_loop()
    loop.stop()
    try:
        loop.close()
    except RuntimeError as problem:
        print(problem)
    loop._closed = True
    loop._ready.clear()
