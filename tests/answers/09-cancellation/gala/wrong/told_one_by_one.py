# /// answer
# title = "Stops one, waits for it, and goes to the next"
# mistake = 6
# loses = { gala-cut = ["Told one by one"], gala-leave = ["`duel` let go at 2.5 s"] }
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
        while not one.done():
            try:
                await asyncio.wait({one})
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
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
