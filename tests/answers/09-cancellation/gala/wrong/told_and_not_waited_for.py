# /// answer
# title = "Cancels the rest, and does not wait for it"
# mistake = 6
# loses = { gala-cut = ["It did not wait for"], gala-leave = ["still alive"] }
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
    lines = []
    for number, one in zip(numbers, given):
        if one in late:
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
