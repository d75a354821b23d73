# /// answer
# title = "Notes at the bell what is there"
# ///
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
        return lines
    finally:
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)
