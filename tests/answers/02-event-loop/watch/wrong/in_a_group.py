# /// answer
# title = "The task group wraps the error"
# loses = { watch-beat = ["group"], watch-errand = ["TaskGroup wraps"], watch-stop = ["group"] }
# ///
async def keep_watch(errand, what, flash, every):
    loop = asyncio.get_running_loop()

    async def shine():
        lit, number = loop.time(), 0
        while True:
            number += 1
            await flash(number)
            await asyncio.sleep(lit + number * every - loop.time())

    async with asyncio.TaskGroup() as group:
        light = group.create_task(shine())
        work = group.create_task(asyncio.to_thread(errand, what))
        work.add_done_callback(lambda _: light.cancel())
    return work.result()
