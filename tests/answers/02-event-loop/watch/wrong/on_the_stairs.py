# /// answer
# title = "Runs the errand on the loop"
# mistake = 1
# loses = { watch-beat = ["blocked the event loop for 10 s"], watch-stop = ["handed"] }
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
        await asyncio.sleep(0)
        return errand(what)
    finally:
        light.cancel()
