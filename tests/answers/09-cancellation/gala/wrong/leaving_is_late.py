# /// answer
# title = "Takes a caller who leaves for the bell"
# mistake = 6
# loses = { gala-leave = ["was caught, and not raised again", "cancelled, not late"] }
# ///
async def gala(numbers, scene, seconds):
    given = [asyncio.create_task(number.ainvoke(scene)) for number in numbers]
    late = set()
    try:
        if given:
            _, late = await asyncio.wait(given, timeout=seconds)
    except asyncio.CancelledError:
        late = {one for one in given if not one.done()}
    for one in late:
        one.cancel()
    await asyncio.gather(*late, return_exceptions=True)
    lines = []
    for number, one in zip(numbers, given):
        if one in late:
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
