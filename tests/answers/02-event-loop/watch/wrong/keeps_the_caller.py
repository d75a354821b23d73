# /// answer
# title = "Whoever is called away has to wait for the thread"
# mistake = 6
# loses = { watch-stop = ["'at': 10.0", "waits for nothing"] }
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
        return await asyncio.shield(work)
    finally:
        light.cancel()
        await asyncio.wait({work})
