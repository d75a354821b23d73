# /// answer
# title = "The bell is a timer of the loop"
# ///
async def gala(numbers, scene, seconds):
    tasks = [asyncio.create_task(one.ainvoke(scene)) for one in numbers]
    cut = set()

    def ring():
        for task in tasks:
            if not task.done():
                cut.add(task)
                task.cancel()

    timer = None if seconds is None else asyncio.get_running_loop().call_later(seconds, ring)
    try:
        told = await asyncio.gather(*tasks, return_exceptions=True)
    except asyncio.CancelledError:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise
    finally:
        if timer:
            timer.cancel()
    lines = []
    for number, task, one in zip(numbers, tasks, told):
        if task in cut:
            one = f"cut at {seconds:g} s"
        elif isinstance(one, Exception):
            one = f"failed ({one})"
        lines.append(f"{number.name}: {one}")
    return lines
