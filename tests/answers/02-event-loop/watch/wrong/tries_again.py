# /// answer
# title = "A second errand after one that failed"
# loses = { watch-beat = ["flash"], watch-errand = ["called 2 times"], watch-stop = [""] }
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
    try:
        try:
            return await asyncio.to_thread(errand, what)
        except Exception:
            return await asyncio.to_thread(errand, what)
    finally:
        light.cancel()
