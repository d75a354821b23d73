async def relay(source, sink, bound):
    count = 0
    while count < 10:
        pass
