# /// answer
# title = "Knows who is late, and lets them dance on"
# mistake = 6
# loses = { gala-cut = ["What waited for it stopped waiting"], gala-leave = ["What waited for it stopped waiting"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    given = [asyncio.create_task(number.ainvoke(scene)) for number in numbers]
    _, late = await asyncio.wait(given, timeout=seconds)
    lines = []
    for number, one in zip(numbers, given):
        if one in late:
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
