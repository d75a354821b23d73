# /// answer
# title = "The gala is a task of its own, which a caller stops by ringing early"
# ///
async def gala(numbers, scene, seconds):
    if not numbers:
        return []
    early = asyncio.Event()

    async def the_evening():
        tasks = [asyncio.create_task(one.ainvoke(scene)) for one in numbers]
        ringer = asyncio.create_task(early.wait())
        at_work = set(tasks)
        ends = None if seconds is None else asyncio.get_running_loop().time() + seconds
        while at_work and not ringer.done():
            rest = None if ends is None else max(0, ends - asyncio.get_running_loop().time())
            done, _ = await asyncio.wait({*at_work, ringer}, timeout=rest, return_when=asyncio.FIRST_COMPLETED)
            at_work -= done
            if not done:
                break
        for one in (*at_work, ringer):
            one.cancel()
        await asyncio.gather(*tasks, ringer, return_exceptions=True)
        lines = []
        for number, one in zip(numbers, tasks):
            if one in at_work:
                what = f"cut at {seconds or 0:g} s"
            else:
                what = f"failed ({one.exception()})" if one.exception() else one.result()
            lines.append(f"{number.name}: {what}")
        return lines

    evening = asyncio.create_task(the_evening())
    left = None
    while not evening.done():
        try:
            await asyncio.wait({evening})
        except asyncio.CancelledError as error:
            left = error
            early.set()
    if left:
        raise left
    return evening.result()
