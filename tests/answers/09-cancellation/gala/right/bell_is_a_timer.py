# /// answer
# title = "The bell is a timer of the loop, which stops them as a caller does"
# ///
async def gala(numbers, scene, seconds):
    tasks = [asyncio.create_task(one.ainvoke(scene)) for one in numbers]
    cut, told = set(), []

    def stop():
        if not told:
            told.append(True)
            cut.update(one for one in tasks if not one.done())
            for one in cut:
                one.cancel()

    timer = None if seconds is None else asyncio.get_running_loop().call_later(seconds, stop)
    left = False
    while at_work := [one for one in tasks if not one.done()]:
        try:
            await asyncio.wait(at_work)
        except asyncio.CancelledError:
            left = True
            stop()
    if timer:
        timer.cancel()
    if left:
        raise asyncio.CancelledError
    lines = []
    for number, one in zip(numbers, tasks):
        if one in cut:
            lines.append(f"{number.name}: cut at {seconds:g} s")
        elif one.exception():
            lines.append(f"{number.name}: failed ({one.exception()})")
        else:
            lines.append(f"{number.name}: {one.result()}")
    return lines
