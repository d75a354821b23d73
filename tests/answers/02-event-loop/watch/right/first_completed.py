# /// answer
# title = "Waits for whichever is over first, and ends both"
# ///
async def keep_watch(errand, what, flash, every):
    loop = asyncio.get_running_loop()

    async def shine():
        lit, number = loop.time(), 0
        while True:
            number += 1
            await flash(number)
            await asyncio.sleep(lit + number * every - loop.time())

    work = asyncio.create_task(asyncio.to_thread(errand, what))
    light = asyncio.create_task(shine())
    try:
        await asyncio.wait({work, light}, return_when=asyncio.FIRST_COMPLETED)
        return work.result()
    finally:
        work.cancel()
        light.cancel()
