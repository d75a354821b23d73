# /// answer
# title = "Being called away becomes None"
# mistake = 6
# loses = { watch-stop = ["None", "that has to come out"] }
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
        return await asyncio.to_thread(errand, what)
    except asyncio.CancelledError:
        return None
    finally:
        light.cancel()
