# /// answer
# title = "A plain function as a runnable goes to a thread by itself"
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
        return await RunnableLambda(lambda load: errand(load)).ainvoke(what)
    finally:
        light.cancel()
        await asyncio.wait({light})
