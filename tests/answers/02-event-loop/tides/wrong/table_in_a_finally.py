# /// answer
# title = "Fills the table on the way out"
# loses = { tides-loop = ["table at 1.25"] }
# ///
async def tabulate(tide, days, table, seconds):
    began, done = time.perf_counter(), {}
    try:
        for day in days:
            if day in table:
                continue
            if time.perf_counter() - began >= seconds:
                break
            try:
                done[day] = await asyncio.to_thread(tide, day)
            except NoTide as gap:
                done[day] = f"no tide ({gap})"
    finally:
        table.update(done)
    return [day for day in days if day not in table]
