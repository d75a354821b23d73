# /// answer
# title = "A gap is left out, and lacks"
# loses = { tides-deadline = [""], tides-posture = [""] }
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
        except NoTide:
            continue
    return [day for day in days if day not in table]
