# /// answer
# title = "Leaves the lamp alone"
# mistake = 6
# loses = { watch-beat = ["red"], watch-stop = ["shine", "still alive"] }
# ///
async def keep_watch(errand, what, flash, every):
    loop = asyncio.get_running_loop()

    async def shine():
        lit, number = loop.time(), 0
        while True:
            number += 1
            await flash(number)
            await asyncio.sleep(lit + number * every - loop.time())

    asyncio.create_task(shine())
    return await asyncio.to_thread(errand, what)
