# /// answer
# title = "A later request gets the answer of an earlier one"
# loses = { triage-permits = ["['TimeoutError', ['first']]"] }
# ///
def build_triage(catalogue, limit):
    permits, in_flight, known = asyncio.Semaphore(limit), 0, {}

    async def look_up(place, name):
        nonlocal in_flight
        if name in known:
            return known[name]
        async with permits:
            in_flight += 1
            try:
                evidence = {"place": place, "in_flight": in_flight}
                known[name] = await catalogue.ainvoke(name, {"tags": [f"alert:{name}"], "metadata": evidence})
                return known[name]
            finally:
                in_flight -= 1

    async def triage(names):
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(place, name)) for place, name in enumerate(names)]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
