# /// answer
# title = "An empty answer is none"
# loses = { gala-kept = ["aria: cut at 9 s"] }
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
    lines = []
    for number, one in zip(numbers, given):
        if one in late:
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        elif not one.result():
            lines.append(f"{number.name}: cut at {seconds or 0:g} s")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
