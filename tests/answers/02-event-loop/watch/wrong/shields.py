# /// answer
# title = "Leaves a task that waits for the thread"
# mistake = 6
# loses = { watch-stop = ["'tasks left': 1"] }
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
        return await asyncio.shield(asyncio.to_thread(errand, what))
    finally:
        light.cancel()
