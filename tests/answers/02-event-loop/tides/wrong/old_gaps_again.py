# /// answer
# title = "Computes again what stood in the table as a gap"
# loses = { tides-deadline = ["tide"] }
# ///
async def tabulate(tide, days: list, table: dict, seconds: float) -> list:
    clock = asyncio.get_running_loop().time
    end = clock() + seconds
    for day in days:
        if day in table and not str(table[day]).startswith("no tide"):
            continue
        if clock() >= end:
            break
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
    return [day for day in days if day not in table]
