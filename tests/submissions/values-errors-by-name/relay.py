class CancelledError(Exception):
    pass


class BrokenPipeError(Exception):
    pass


async def relay(source, sink, bound):
    await asyncio.sleep(3.25)
    raise CancelledError()
