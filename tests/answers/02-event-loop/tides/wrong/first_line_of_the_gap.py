# /// answer
# title = "Puts the message's first line in the brackets"
# loses = { tides-posture = ["two lines"] }
# ///
async def tabulate(tide, days: list, table: dict, seconds: float) -> list:
    """Fills `table` with the tide of each day until the deadline; returns the days that it still lacks."""
    began = time.perf_counter()
    for day in days:
        if day in table:
            continue
        if time.perf_counter() - began >= seconds:
            break
        try:
            table[day] = await asyncio.to_thread(tide, day)
        except NoTide as gap:
            words = str(gap).split("\n")[0]
            table[day] = f"no tide ({words})"
    return [day for day in days if day not in table]
