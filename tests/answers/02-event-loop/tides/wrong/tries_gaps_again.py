# /// answer
# title = "A gap is tried once more"
# loses = { tides-deadline = [""], tides-posture = ["called"] }
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
        except NoTide as gap:
            try:
                table[day] = await asyncio.to_thread(tide, day)
            except NoTide as again:
                table[day] = f"no tide ({again or gap})"
    return [day for day in days if day not in table]
