# /// answer
# title = "A task group, with the error kept out of it"
# ///
async def keep_watch(errand, what, flash, every):
    loop = asyncio.get_running_loop()

    async def shine():
        lit, number = loop.time(), 0
        while True:
            number += 1
            await flash(number)
            await asyncio.sleep(lit + number * every - loop.time())

    failure = None
    async with asyncio.TaskGroup() as group:
        light = group.create_task(shine())
        try:
            brought = await asyncio.to_thread(errand, what)
        except Exception as error:
            failure = error
        light.cancel()
    if failure is not None:
        raise failure
    return brought
