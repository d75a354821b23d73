# /// answer
# title = "An error of the errand becomes None"
# loses = { watch-beat = ["ConnectionError"], watch-errand = ["raised no error"], watch-stop = ["ConnectionError"] }
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
    except Exception:
        return None
    finally:
        light.cancel()
