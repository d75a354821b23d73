# /// answer
# title = "In the order of finishing"
# loses = { gala-kept = ["the order of finishing"], gala-cut = ["the order of finishing"], gala-leave = ["It goes wrong at `[1][0]`"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    given = [asyncio.create_task(number.ainvoke(scene)) for number in numbers]
    finished = []
    for one in given:
        one.add_done_callback(finished.append)
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
    order = list(finished) + [one for one in given if one not in finished]
    for number, one in sorted(zip(numbers, given), key=lambda pair: order.index(pair[1])):
        if one in late:
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif error := one.exception():
            lines.append(f"{number.name}: failed ({error})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
