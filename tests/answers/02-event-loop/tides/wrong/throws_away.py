# /// answer
# title = "A deadline around everything throws the day under way away"
# loses = { tides-deadline = ["no more than the keys", "it counts"], tides-posture = [""] }
# ///
async def tabulate(tide, days, table, seconds):
    try:
        async with asyncio.timeout(seconds) as deadline:
            for day in days:
                if day not in table:
                    try:
                        table[day] = await asyncio.to_thread(tide, day)
                    except NoTide as gap:
                        table[day] = f"no tide ({gap})"
    except TimeoutError:
        if not deadline.expired():
            raise
    return [day for day in days if day not in table]
