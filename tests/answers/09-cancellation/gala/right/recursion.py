# /// answer
# title = "A wait that begins again when it is disturbed, in a function that calls itself"
# ///
async def gone(tasks):
    try:
        if tasks:
            await asyncio.wait(tasks)
    except asyncio.CancelledError:
        await gone([one for one in tasks if not one.done()])
        raise


async def gala(numbers, scene, seconds):
    async def settle(number):
        try:
            return f"{number.name}: " + await number.ainvoke(scene)
        except Exception as error:
            return f"{number.name}: failed ({error})"

    tasks = [asyncio.create_task(settle(number)) for number in numbers]
    lines = [f"{number.name}: cut at {seconds or 0:g} s" for number in numbers]
    try:
        if tasks:
            await asyncio.wait(tasks, timeout=seconds)
        for place, task in enumerate(tasks):
            if task.done():
                lines[place] = task.result()
    finally:
        for task in tasks:
            task.cancel()
        await gone(tasks)
    return lines
