# /// answer
# title = "An error of one number ends them all"
# loses = { gala-kept = ["ends the whole group"], gala-cut = ["`Torn`: a sleeve"], gala-leave = ["another error"] }
# ///
async def gala(numbers, scene, seconds):
    try:
        async with asyncio.timeout(seconds):
            async with asyncio.TaskGroup() as stage:
                given = [stage.create_task(number.ainvoke(scene)) for number in numbers]
    except TimeoutError:
        pass
    return [
        f"{number.name}: cut at {seconds:g} s" if one.cancelled() else f"{number.name}: {one.result()}"
        for number, one in zip(numbers, given)
    ]
