# /// answer
# title = "In the order of finishing"
# loses = { gala-kept = ["the order of finishing"], gala-cut = ["the order of finishing"], gala-leave = ["It goes wrong at `[1][0]`"] }
# ///
async def gala(numbers, scene, seconds):
    lines = []

    async def give(number):
        try:
            lines.append(f"{number.name}: {await number.ainvoke(scene)}")
        except Exception as error:
            if bell.expired():
                raise
            lines.append(f"{number.name}: failed ({error})")

    given = [asyncio.create_task(give(number)) for number in numbers]
    try:
        async with asyncio.timeout(seconds) as bell:
            await asyncio.gather(*given)
    except TimeoutError:
        pass
    finally:
        for one in given:
            one.cancel()
        await asyncio.gather(*given, return_exceptions=True)
    for number, one in zip(numbers, given):
        if one.cancelled() or one.exception():
            lines.append(f"{number.name}: cut at {seconds:g} s")
    return lines
