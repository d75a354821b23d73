# /// answer
# title = "Takes whatever is raised for a gap, a caller who leaves as well"
# mistake = 6
# loses = { tides-posture = ["3 May", "that has to come out"] }
# ///
async def tabulate(tide, days, table, seconds):
    began = time.perf_counter()
    for day in days:
        if day in table:
            continue
        if time.perf_counter() - began >= seconds:
            break
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except BaseException as gap:
            table[day] = f"no tide ({gap})"
    return [day for day in days if day not in table]
