# /// answer
# title = "An executor, and a function that has the gap in it"
# ///
async def tabulate(tide, days, table, seconds):
    def one(day):
        try:
            return tide(day)
        except NoTide as gap:
            return f"no tide ({gap})"

    loop = asyncio.get_running_loop()
    began = loop.time()
    for day in days:
        if day not in table and loop.time() - began < seconds:
            table[day] = await loop.run_in_executor(None, one, day)
    return [day for day in days if day not in table]
