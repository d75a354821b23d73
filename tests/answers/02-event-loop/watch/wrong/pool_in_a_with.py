# /// answer
# title = "Leaves the pool by its with, which waits for the thread in the loop"
# mistake = 1
# loses = { watch-stop = ["Executor.shutdown"] }
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

    light = asyncio.create_task(shine())
    try:
        with ThreadPoolExecutor(1) as mate:
            return await loop.run_in_executor(mate, errand, what)
    finally:
        light.cancel()
