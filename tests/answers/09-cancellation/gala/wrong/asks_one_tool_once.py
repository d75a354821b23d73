# /// answer
# title = "A tool that stands in the list twice is asked once"
# loses = { gala-kept = ["duet: second"] }
# ///
async def gala(numbers, scene, seconds):
    def line(number, given):
        if given in late:
            return f"{number.name}: cut at {seconds:g} s"
        if error := given.exception():
            return f"{number.name}: failed ({error})"
        return f"{number.name}: {given.result()}"

    if not numbers:
        return []
    begun = {id(number): asyncio.create_task(number.ainvoke(scene)) for number in numbers}
    given = [begun[id(number)] for number in numbers]
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
