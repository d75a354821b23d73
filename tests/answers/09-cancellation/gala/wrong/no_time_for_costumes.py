# /// answer
# title = "Waits for a costume for a second at most"
# mistake = 6
# loses = { gala-cut = ["It took 4.25 s"], gala-leave = ["It took 3 s"] }
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
    until = time.perf_counter() + 1
    while not all(one.done() for one in given) and time.perf_counter() < until:
        try:
            await asyncio.wait(given, timeout=until - time.perf_counter())
        except asyncio.CancelledError as told:
            left = told
    if left:
        raise left
    lines = []
    for number, one in zip(numbers, given):
        if one in late or not one.done():
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
