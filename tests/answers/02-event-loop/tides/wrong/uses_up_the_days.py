# /// answer
# title = "Takes the days out of the caller’s own list"
# loses = { tides-loop = ["has changed"], tides-deadline = ["has changed"], tides-posture = [""] }
# ///
async def tabulate(tide, days, table, seconds):
    began = time.perf_counter()
    while days and time.perf_counter() - began < seconds:
        day = days[0]
        if day not in table:
            try:
                table[day] = await asyncio.to_thread(tide, day)
            except NoTide as gap:
                table[day] = f"no tide ({gap})"
        days.pop(0)
    return [day for day in days if day not in table]
