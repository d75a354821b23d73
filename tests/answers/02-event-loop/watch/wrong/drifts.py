# /// answer
# title = "Sleeps after each flash"
# loses = { watch-beat = ["0, 4.3 and 8.6", "is late by the flash"], watch-stop = ["handed"] }
# ///
async def keep_watch(errand, what, flash, every):
    async def shine():
        number = 0
        while True:
            number += 1
            await flash(number)
            await asyncio.sleep(every)

    light = asyncio.create_task(shine())
    try:
        return await asyncio.to_thread(errand, what)
    finally:
        light.cancel()
