# /// answer
# title = "Whoever leaves waits for the day under way"
# mistake = 6
# loses = { tides-posture = ["nothing is waited for"] }
# ///
async def tabulate(tide, days, table, seconds):
    began = time.perf_counter()
    for day in days:
        if day in table:
            continue
        if time.perf_counter() - began >= seconds:
            break
        try:
            work = asyncio.create_task(asyncio.to_thread(tide, day))
            try:
                table[day] = await asyncio.shield(work)
            finally:
                await asyncio.wait({work})
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
    return [day for day in days if day not in table]
