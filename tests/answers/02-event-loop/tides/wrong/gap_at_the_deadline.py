# /// answer
# title = "The day under way at the deadline may not be a gap"
# loses = { tides-deadline = ["NoTide"] }
# ///
async def tabulate(tide, days: list, table: dict, seconds: float) -> list:
    clock = asyncio.get_running_loop().time
    end = clock() + seconds
    todo = [day for day in days if day not in table]
    for day in todo:
        if clock() >= end:
            break
        job = asyncio.create_task(asyncio.to_thread(tide, day))
        done, _ = await asyncio.wait([job], timeout=end - clock())
        if not done:
            table[day] = await job  # paid for: finished and kept
            break
        try:
            table[day] = job.result()
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
    return [day for day in todo if day not in table]
