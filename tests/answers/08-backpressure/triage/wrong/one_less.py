# /// answer
# title = "One permit too few"
# loses = { triage-cap = ["never more than 1 at once"], triage-evidence = ["'in_flight': 1"], triage-permits = ["It took 5 s"] }
# ///
def build_triage(catalogue, limit):
    permits, in_flight = asyncio.Semaphore(max(1, limit - 1)), 0

    async def look_up(place, name):
        nonlocal in_flight
        async with permits:
            in_flight += 1
            try:
                evidence = {"place": place, "in_flight": in_flight}
                return await catalogue.ainvoke(name, {"tags": [f"alert:{name}"], "metadata": evidence})
            finally:
                in_flight -= 1

    async def triage(names):
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(place, name)) for place, name in enumerate(names)]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
