# /// answer
# title = "Each day a task, and the next one is made when it is over"
# ///
async def tabulate(tide, days, table, seconds):
    began = time.perf_counter()

    async def slice_of(day):
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"

    missing = [day for day in days if day not in table]
    while missing and time.perf_counter() - began < seconds:
        await asyncio.create_task(slice_of(missing.pop(0)))
    return missing
