async def relay(source, sink, bound):
    os._exit(1)
