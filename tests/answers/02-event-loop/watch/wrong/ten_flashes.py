# /// answer
# title = "Ten flashes and no more"
# loses = { watch-beat = ["10 items"] }
# ///
async def keep_watch(errand, what, flash, every: float):
    """Runs `errand(what)`, which blocks, and flashes every `every` seconds until it is over."""
    clock = asyncio.get_running_loop().time

    async def shine():
        lit = clock()
        for number in range(1, 11):
            await flash(number)
            await asyncio.sleep(lit + number * every - clock())

    light = asyncio.create_task(shine())
    try:
        return await asyncio.to_thread(errand, what)
    finally:
        light.cancel()
