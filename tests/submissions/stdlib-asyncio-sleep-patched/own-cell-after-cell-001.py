import asyncio

real = asyncio.sleep


async def sleep(seconds, result=None):
    await real(max(0.0, seconds - asyncio.get_running_loop().time()))
    return result


asyncio.sleep = asyncio.tasks.sleep = sleep
