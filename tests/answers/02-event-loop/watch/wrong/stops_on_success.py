# /// answer
# title = "Ends the lamp after a result only"
# mistake = 6
# loses = { watch-stop = ["handed"] }
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
    brought = await asyncio.to_thread(errand, what)
    light.cancel()
    return brought
