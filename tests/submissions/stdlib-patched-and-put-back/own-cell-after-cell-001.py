import contextlib
import time


@contextlib.contextmanager
def quick():
    """No time passes inside."""
    slept, waited = time.sleep, asyncio.sleep

    async def at_once(seconds, result=None):
        return await waited(0, result)

    time.sleep, asyncio.sleep = lambda seconds: None, at_once
    try:
        yield
    finally:
        time.sleep, asyncio.sleep = slept, waited
