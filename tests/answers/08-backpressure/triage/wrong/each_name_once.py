# /// answer
# title = "Looks each name up once"
# loses = { triage-order = ["'first', 'ok', 'first'"], triage-evidence = ["In the run tree, `Deneb` has the metadata"], triage-permits = ["It took 3 s"] }
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
            asked = {name: group.create_task(look_up(names.index(name), name)) for name in dict.fromkeys(names)}
        return [asked[name].result() for name in names]

    return RunnableLambda(triage).with_config(run_name="triage")
