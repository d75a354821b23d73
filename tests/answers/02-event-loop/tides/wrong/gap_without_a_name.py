# /// answer
# title = "A gap that does not say why"
# loses = { tides-deadline = ["no tide"], tides-posture = ["no tide"] }
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
            table[day] = "no tide"
    return [day for day in days if day not in table]
