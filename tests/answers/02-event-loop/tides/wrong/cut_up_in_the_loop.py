# /// answer
# title = "Cut up, and each slice holds the loop"
# mistake = 1
# loses = { tides-loop = ["blocked the event loop"], tides-posture = [""] }
# ///
async def tabulate(tide, days, table, seconds):
    began = time.perf_counter()
    for day in days:
        if day in table:
            continue
        if time.perf_counter() - began >= seconds:
            break
        try:
            table[day] = tide(day)
            await asyncio.sleep(0)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
    return [day for day in days if day not in table]
