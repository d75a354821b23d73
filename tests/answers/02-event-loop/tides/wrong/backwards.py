# /// answer
# title = "Takes the last day first"
# loses = { tides-loop = ["goes wrong"], tides-deadline = ["12 May"], tides-posture = [""] }
# ///
async def tabulate(tide, days, table, seconds):
    began = time.perf_counter()
    for day in reversed(days):
        if day in table:
            continue
        if time.perf_counter() - began >= seconds:
            break
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
    return [day for day in days if day not in table]
