# /// answer
# title = "Fills in what is completed"
# ///
async def gala(numbers, scene, seconds):
    lines = [None] * len(numbers)

    async def give(place, number):
        try:
            return place, f"{number.name}: {await number.ainvoke(scene)}"
        except Exception as error:
            return place, f"{number.name}: failed ({error})"

    tasks = [asyncio.ensure_future(give(place, number)) for place, number in enumerate(numbers)]
    try:
        for one in asyncio.as_completed(tasks, timeout=seconds):
            try:
                place, line = await one
            except TimeoutError:
                break
            lines[place] = line
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return [line or f"{number.name}: cut at {seconds:g} s" for number, line in zip(numbers, lines)]
