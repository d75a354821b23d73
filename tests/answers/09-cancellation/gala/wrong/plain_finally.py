# /// answer
# title = "A finally in which it waits, and out of which a second message leads"
# mistake = 6
# loses = { gala-leave = ["all are waited for", "What waited for it stopped waiting"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    given = [asyncio.create_task(number.ainvoke(scene)) for number in numbers]
    left = None
    try:
        _, late = await asyncio.wait(given, timeout=seconds)
    finally:
        for one in given:
            one.cancel()
        await asyncio.wait(given)
    if left:
        raise left
    lines = []
    for number, one in zip(numbers, given):
        if one in late:
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
