# /// answer
# title = "Asks a sync number in the loop"
# mistake = 1
# loses = { gala-kept = ["BaseTool.invoke"] }
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    async def give(number):
        return number.invoke(scene) if number.func else await number.ainvoke(scene)

    given = [asyncio.create_task(give(number)) for number in numbers]
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
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
