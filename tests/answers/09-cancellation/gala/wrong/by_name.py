# /// answer
# title = "Keeps the lines by name"
# mistake = 8
# loses = { gala-kept = ["aria: ok', 'aria: ok"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    given = {number.name: asyncio.create_task(number.ainvoke(scene)) for number in numbers}
    try:
        _, late = await asyncio.wait(given.values(), timeout=seconds)
    finally:
        for one in given.values():
            one.cancel()
        await asyncio.gather(*given.values(), return_exceptions=True)
    lines = []
    for number in numbers:
        one = given[number.name]
        if one in late:
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
