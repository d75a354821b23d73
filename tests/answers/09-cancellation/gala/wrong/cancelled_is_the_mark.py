# /// answer
# title = "Takes for cut only what ended as cancelled"
# loses = { gala-cut = ["failed (a sleeve)"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    given = [asyncio.create_task(number.ainvoke(scene)) for number in numbers]
    try:
        await asyncio.wait(given, timeout=seconds)
    finally:
        for one in given:
            one.cancel()
        await asyncio.gather(*given, return_exceptions=True)
    lines = []
    for number, one in zip(numbers, given):
        if one.cancelled():
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
