# /// answer
# title = "Takes a caller who leaves for the bell"
# mistake = 6
# loses = { gala-leave = ["was caught, and not raised again", "cancelled, not late"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    given = [asyncio.create_task(number.ainvoke(scene)) for number in numbers]
    try:
        await asyncio.wait(given, timeout=seconds)
    except asyncio.CancelledError:
        pass
    late = {one for one in given if not one.done()}
    left = None
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
            lines.append(f"{number.name}: cut at {seconds or 0:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
