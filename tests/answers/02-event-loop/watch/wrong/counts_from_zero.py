# /// answer
# title = "Hands on 0, 1, 2"
# loses = { watch-beat = ["0, 1, 2"], watch-stop = ["handed"] }
# ///
async def keep_watch(errand, what, flash, every):
    loop = asyncio.get_running_loop()

    async def shine():
        lit, number = loop.time(), 0
        while True:
            await flash(number)
            number += 1
            await asyncio.sleep(lit + number * every - loop.time())

    light = asyncio.create_task(shine())
    try:
        return await asyncio.to_thread(errand, what)
    finally:
        light.cancel()
