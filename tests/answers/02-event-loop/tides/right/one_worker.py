# /// answer
# title = "One thread for all days, which is told to stop"
# ///
async def tabulate(tide, days, table, seconds):
    began, stop = time.perf_counter(), threading.Event()

    def work():
        for day in days:
            if day in table:
                continue
            if stop.is_set() or time.perf_counter() - began >= seconds:
                return
            try:
                found = tide(day)
            except NoTide as gap:
                found = f"no tide ({gap})"
            table[day] = found

    try:
        await asyncio.to_thread(work)
    finally:
        stop.set()
    return [day for day in days if day not in table]
