# /// answer
# title = "Each request has permits of its own"
# mistake = 5
# loses = { triage-cap = ["4 calls were in flight at once", "made once, beside it"], triage-evidence = ["'in_flight': 4"] }
# ///
def build_triage(catalogue, limit):
    in_flight = 0

    async def look_up(permits, place, name):
        nonlocal in_flight
        async with permits:
            in_flight += 1
            try:
                evidence = {"place": place, "in_flight": in_flight}
                return await catalogue.ainvoke(name, {"tags": [f"alert:{name}"], "metadata": evidence})
            finally:
                in_flight -= 1

    async def triage(names):
        permits = asyncio.Semaphore(limit)
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(permits, place, name)) for place, name in enumerate(names)]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
