# /// answer
# title = "Keeps the lines by name"
# mistake = 8
# loses = { gala-kept = ["'aria: ok', 'aria: ok'"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    given = [asyncio.create_task(number.ainvoke(scene)) for number in numbers]
    late, left = set(), None
    try:
        _, late = await asyncio.wait(given, timeout=seconds)
    except asyncio.CancelledError as told:
        left = told
    for one in given:
        one.cancel()
    while not all(one.done() for one in given):
        try:
            await asyncio.wait(given)
        except asyncio.CancelledError as told:
            left = told
    if left:
        raise left
    lines, found = [], {number.name: one for number, one in zip(numbers, given)}
    for number in numbers:
        one = found[number.name]
        if one in late:
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
