# /// answer
# title = "Pins every tag on the request"
# loses = { triage-evidence = ["which belongs to another run"] }
# ///
def build_triage(catalogue, limit):
    permits, in_flight = asyncio.Semaphore(limit), 0

    async def look_up(config, place, name):
        nonlocal in_flight
        async with permits:
            in_flight += 1
            try:
                evidence = {"place": place, "in_flight": in_flight}
                return await catalogue.ainvoke(name, {**config, "metadata": evidence})
            finally:
                in_flight -= 1

    async def triage(names, config):
        config = {**config, "tags": [f"alert:{name}" for name in names]}
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(config, place, name)) for place, name in enumerate(names)]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
