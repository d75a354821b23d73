# /// answer
# title = "Awaits those it has cancelled, and lets out what they raise"
# mistake = 6
# loses = { gala-cut = ["`Torn`"], gala-leave = ["another was raised on top of it"] }
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
    for one in given:
        while not one.done():
            try:
                await asyncio.shield(one)
            except asyncio.CancelledError as told:
                left = left if one.done() else told
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
