# /// answer
# title = "An empty answer is none"
# loses = { gala-kept = ["aria: cut at"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    given = [asyncio.create_task(number.ainvoke(scene)) for number in numbers]
    try:
        _, late = await asyncio.wait(given, timeout=seconds)
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
        elif one.result():
            lines.append(f"{number.name}: {one.result()}")
        else:
            lines.append(f"{number.name}: cut at {seconds or 0:g} s")
    return lines
