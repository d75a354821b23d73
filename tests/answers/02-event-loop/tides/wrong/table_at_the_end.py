# /// answer
# title = "Fills the table when all is done"
# loses = { tides-loop = ["table at 1.25"], tides-posture = ["it is empty", "before the next day begins", "two days are done and kept"] }
# ///
async def tabulate(tide, days, table, seconds):
    began, done = time.perf_counter(), {}
    for day in days:
        if day in table:
            continue
        if time.perf_counter() - began >= seconds:
            break
        try:
            done[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            done[day] = f"no tide ({gap})"
    table.update(done)
    return [day for day in days if day not in table]
