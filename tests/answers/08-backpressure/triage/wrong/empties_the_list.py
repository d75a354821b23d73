# /// answer
# title = "Takes the names off the list of the request"
# loses = { triage-order = ["goes wrong at `['names']`"] }
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
            asked = [group.create_task(look_up(place, names.pop(0))) for place in range(len(names))]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
