# /// answer
# title = "All days at once"
# loses = { tides-loop = ["`tide` began"], tides-deadline = [""], tides-posture = [""] }
# ///
async def tabulate(tide, days, table, seconds):
    missing = [day for day in days if day not in table]

    async def one(day):
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"

    await asyncio.gather(*[one(day) for day in missing])
    return [day for day in days if day not in table]
