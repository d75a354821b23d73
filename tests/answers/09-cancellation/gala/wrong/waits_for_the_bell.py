# /// answer
# title = "Sits and waits for the bell"
# loses = { gala-kept = ["It took 30 s"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    given = [asyncio.create_task(number.ainvoke(scene)) for number in numbers]
    try:
        if seconds is None:
            await asyncio.wait(given)
        else:
            await asyncio.sleep(seconds)
        late = [one for one in given if not one.done()]
    finally:
        for one in given:
            one.cancel()
        await asyncio.gather(*given, return_exceptions=True)
    lines = []
    for number, one in zip(numbers, given):
        if one in late:
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
