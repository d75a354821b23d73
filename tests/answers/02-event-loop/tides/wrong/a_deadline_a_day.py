# /// answer
# title = "The clock begins anew with each day"
# loses = { tides-deadline = ["called 5 times"] }
# ///
async def tabulate(tide, days, table, seconds):
    for day in days:
        began = time.perf_counter()
        if day in table:
            continue
        if time.perf_counter() - began >= seconds:
            break
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
    return [day for day in days if day not in table]
