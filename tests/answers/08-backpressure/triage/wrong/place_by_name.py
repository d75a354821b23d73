# /// answer
# title = "Takes the place of the first of that name for the place of each"
# loses = { triage-evidence = ["In the run tree, `Deneb` has the metadata"] }
# ///
def build_triage(catalogue, limit):
    permits, in_flight = asyncio.Semaphore(limit), 0

    async def look_up(names, name):
        nonlocal in_flight
        async with permits:
            in_flight += 1
            try:
                evidence = {"place": names.index(name), "in_flight": in_flight}
                return await catalogue.ainvoke(name, {"tags": [f"alert:{name}"], "metadata": evidence})
            finally:
                in_flight -= 1

    async def triage(names):
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(names, name)) for name in names]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
