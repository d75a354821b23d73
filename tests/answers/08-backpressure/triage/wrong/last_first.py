# /// answer
# title = "Asks from the end of the list"
# loses = { triage-cap = ["It took 4 s"], triage-order = ["began at 0 and 3 s"], triage-evidence = ["'in_flight': 2"], triage-permits = ["It took 12 s"] }
# ///
def build_triage(catalogue, limit):
    permits, in_flight = asyncio.Semaphore(limit), 0

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
            asked = [group.create_task(look_up(place, names[place])) for place in reversed(range(len(names)))]
        return [one.result() for one in reversed(asked)]

    return RunnableLambda(triage).with_config(run_name="triage")
