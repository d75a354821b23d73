# /// answer
# title = "The end of the errand ends the lamp, and the lamp is what is awaited"
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
    work = loop.run_in_executor(None, errand, what)
    work.add_done_callback(lambda _: light.cancel())
    try:
        await light
    except asyncio.CancelledError:
        if not work.done():
            raise
    return work.result()
