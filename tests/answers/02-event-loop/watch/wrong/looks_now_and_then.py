# /// answer
# title = "Looks every tenth of a second whether the errand is over"
# loses = { watch-errand = ["It took 9.375 s"] }
# ///
async def keep_watch(errand, what, flash, every):
    loop = asyncio.get_running_loop()

    async def shine():
        lit, number = loop.time(), 0
        while True:
            number += 1
            await flash(number)
            await asyncio.sleep(lit + number * every - loop.time())

    light = asyncio.create_task(shine())
    work = asyncio.create_task(asyncio.to_thread(errand, what))
    try:
        while not work.done():
            await asyncio.sleep(0.125)
        return work.result()
    finally:
        work.cancel()
        light.cancel()
