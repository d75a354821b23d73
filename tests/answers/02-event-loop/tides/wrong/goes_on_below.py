# /// answer
# title = "One thread for everything, which nobody tells to stop"
# mistake = 6
# loses = { tides-posture = ["called", "nobody is there for the days after that"] }
# ///
async def tabulate(tide, days, table, seconds):
    began = time.perf_counter()

    def work():
        for day in days:
            if day in table:
                continue
            if time.perf_counter() - began >= seconds:
                return
            try:
                table[day] = tide(day)
            except NoTide as gap:
                table[day] = f"no tide ({gap})"

    await asyncio.to_thread(work)
    return [day for day in days if day not in table]
