# /// answer
# title = "Says in its own words that a number was cut"
# loses = { gala-kept = ["in these words"], gala-cut = ["stopped at 3 s"], gala-leave = ["stopped at 3 s"] }
# ///
async def gala(numbers, scene, seconds):
    def line(number, given):
        if given in late:
            return f"{number.name}: stopped at {seconds:g} s"
        if error := given.exception():
            return f"{number.name}: failed ({error})"
        return f"{number.name}: {given.result()}"
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
        except asyncio.CancelledError as again:
            left = again
    if left:
        raise left
    return [line(number, one) for number, one in zip(numbers, given)]
