# /// answer
# title = "Knows `NoTide` itself and none of its kinds"
# loses = { tides-posture = ["A `Frozen` is a `NoTide` as well"] }
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
            if type(gap) is not NoTide:
                raise
            table[day] = f"no tide ({gap})"
    return [day for day in days if day not in table]
