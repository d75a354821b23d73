async def relay(source, sink, bound):
    error = ValueError("x" * 100_000_000)
    for _ in range(10_000):
        after = ValueError("then")
        after.__cause__ = error
        error = after
    raise error
