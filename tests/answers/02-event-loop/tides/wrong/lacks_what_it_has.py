# /// answer
# title = "Returns the rest of the list, with what is known in it"
# loses = { tides-deadline = ["12 May"] }
# ///
async def tabulate(tide, days, table, seconds):
    began = time.perf_counter()
    for at, day in enumerate(days):
        if day in table:
            continue
        if time.perf_counter() - began >= seconds:
            return days[at:]
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
    return []
