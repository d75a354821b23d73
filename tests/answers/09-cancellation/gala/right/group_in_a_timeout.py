# /// answer
# title = "A TaskGroup in a timeout, and errors caught within"
# ///
async def gala(numbers, scene, seconds):
    lines = {}

    async def give(place, number):
        try:
            line = f"{number.name}: {await number.ainvoke(scene)}"
        except Exception as error:
            line = f"{number.name}: failed ({error})"
        if not bell.expired():
            lines[place] = line

    try:
        async with asyncio.timeout(seconds) as bell:
            async with asyncio.TaskGroup() as stage:
                for place, number in enumerate(numbers):
                    stage.create_task(give(place, number))
    except TimeoutError:
        pass
    return [
        lines[place] if place in lines else f"{number.name}: cut at {seconds:g} s"
        for place, number in enumerate(numbers)
    ]
