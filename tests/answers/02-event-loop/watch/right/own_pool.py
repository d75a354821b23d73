# /// answer
# title = "A pool of one thread, which nobody waits for"
# ///
async def keep_watch(errand, what, flash, every):
    loop = asyncio.get_running_loop()

    async def shine():
        lit, number = loop.time(), 0
        while True:
            number += 1
            await flash(number)
            await asyncio.sleep(lit + number * every - loop.time())

    from concurrent.futures import ThreadPoolExecutor

    mate = ThreadPoolExecutor(1)
    light = asyncio.create_task(shine())
    try:
        return await loop.run_in_executor(mate, errand, what)
    finally:
        light.cancel()
        mate.shutdown(wait=False)
