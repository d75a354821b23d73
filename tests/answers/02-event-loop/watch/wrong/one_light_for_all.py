# /// answer
# title = "One lamp for all watches, kept beside the function"
# loses = { watch-beat = ["white"], watch-stop = ["white"] }
# ///
LIGHTS = []


async def keep_watch(errand, what, flash, every):
    loop = asyncio.get_running_loop()

    async def shine():
        lit, number = loop.time(), 0
        while True:
            number += 1
            await flash(number)
            await asyncio.sleep(lit + number * every - loop.time())

    LIGHTS.append(asyncio.create_task(shine()))
    try:
        return await asyncio.to_thread(errand, what)
    finally:
        LIGHTS.pop().cancel()
