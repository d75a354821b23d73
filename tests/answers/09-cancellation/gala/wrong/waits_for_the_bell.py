# /// answer
# title = "Sits and waits for the bell"
# loses = { gala-kept = ["It took 30 s"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    given = [asyncio.create_task(number.ainvoke(scene)) for number in numbers]
    late, left = set(), None
    try:
        if seconds is None:
            await asyncio.wait(given)
        else:
            await asyncio.sleep(seconds)
        late = [one for one in given if not one.done()]
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
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
