# /// answer
# title = "Lights the lamp only after the first pause"
# loses = { watch-beat = ["4 and 8", "The first flash comes at once"], watch-stop = ["handed"] }
# ///
async def keep_watch(errand, what, flash, every):
    loop = asyncio.get_running_loop()

    async def shine():
        lit, number = loop.time(), 0
        while True:
            number += 1
            await flash(number)
            await asyncio.sleep(lit + number * every - loop.time())

    async def shine():
        lit, number = loop.time(), 0
        while True:
            number += 1
            await asyncio.sleep(lit + number * every - loop.time())
            await flash(number)

    light = asyncio.create_task(shine())
    try:
        return await asyncio.to_thread(errand, what)
    finally:
        light.cancel()
