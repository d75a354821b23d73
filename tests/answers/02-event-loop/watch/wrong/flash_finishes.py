# /// answer
# title = "Lets the flash under way come to its end"
# loses = { watch-errand = ["It took"], watch-stop = ["let go at"] }
# ///
async def keep_watch(errand, what, flash, every):
    loop, over = asyncio.get_running_loop(), asyncio.Event()

    async def shine():
        lit, number = loop.time(), 0
        while not over.is_set():
            number += 1
            await flash(number)
            try:
                async with asyncio.timeout_at(lit + number * every):
                    await over.wait()
            except TimeoutError:
                pass

    light = asyncio.create_task(shine())
    try:
        return await asyncio.to_thread(errand, what)
    finally:
        over.set()
        await light
