# /// answer
# title = "Each day through a runnable"
# ///
async def tabulate(tide, days, table, seconds):
    async def in_time():
        began = time.perf_counter()
        for day in [day for day in days if day not in table]:
            if time.perf_counter() - began < seconds:
                yield day

    compute = RunnableLambda(lambda day: tide(day))
    async for day in in_time():
        try:
            table[day] = await compute.ainvoke(day)
        except NoTide as gap:
            table[day] = f"no tide ({gap})"
    return [day for day in days if day not in table]
