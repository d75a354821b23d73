# /// answer
# title = "The loop’s own clock, and a list that grows shorter"
# ///
async def tabulate(tide, days, table, seconds):
    loop = asyncio.get_running_loop()
    over = loop.time() + seconds
    left = [day for day in days if day not in table]
    while left and loop.time() < over:
        day = left[0]
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
        left.pop(0)
    return left
