# /// answer
# title = "Fills in what is completed, and shields the wait for the rest"
# ///
async def gala(numbers, scene, seconds):
    lines, left = [None] * len(numbers), None

    async def give(place, number):
        try:
            return place, f"{number.name}: {await number.ainvoke(scene)}"
        except Exception as error:
            return place, f"{number.name}: failed ({error})"

    tasks = [asyncio.ensure_future(give(place, number)) for place, number in enumerate(numbers)]
    try:
        for one in asyncio.as_completed(tasks, timeout=seconds):
            place, line = await one
            lines[place] = line
    except TimeoutError:
        pass
    except asyncio.CancelledError as error:
        left = error
    for task in tasks:
        task.cancel()
    stopped = asyncio.gather(*tasks, return_exceptions=True)
    while not stopped.done():
        try:
            await asyncio.shield(stopped)
        except asyncio.CancelledError as error:
            left = error
    if left is not None:
        raise left
    return [line or f"{number.name}: cut at {seconds:g} s" for number, line in zip(numbers, lines)]
