# /// answer
# title = "An async def around the errand, as a task"
# mistake = 1
# loses = { watch-beat = ["async def go"], watch-stop = ["handed"] }
# ///
async def keep_watch(errand, what, flash, every):
    loop = asyncio.get_running_loop()

    async def shine():
        lit, number = loop.time(), 0
        while True:
            number += 1
            await flash(number)
            await asyncio.sleep(lit + number * every - loop.time())

    async def go():
        return errand(what)

    light = asyncio.create_task(shine())
    try:
        return await asyncio.create_task(go())
    finally:
        light.cancel()
