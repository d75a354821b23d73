# /// answer
# title = "Takes a bell at 0 for no bell"
# loses = { gala-cut = ["It took 9 s"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    given = [asyncio.create_task(number.ainvoke(scene)) for number in numbers]
    try:
        _, late = await asyncio.wait(given, timeout=seconds or None)
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
