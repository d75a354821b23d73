# /// answer
# title = "Goes on to the end"
# loses = { tides-deadline = ["called 5 times", "No day is begun at 2 or later"] }
# ///
async def tabulate(tide, days, table, seconds):
    began = time.perf_counter()
    for day in days:
        if day in table:
            continue
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
    return [day for day in days if day not in table]
