# /// answer
# title = "Begins no day that would be over after the deadline"
# loses = { tides-deadline = ["no more than the keys", "it counts"], tides-posture = ["called 1 time"] }
# ///
async def tabulate(tide, days, table, seconds):
    began, longest = time.perf_counter(), 0.0
    for day in days:
        if day in table:
            continue
        day_began = time.perf_counter()
        if day_began - began + longest >= seconds:
            break
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
        longest = max(longest, time.perf_counter() - day_began)
    return [day for day in days if day not in table]
