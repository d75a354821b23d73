# /// answer
# title = "No tag of its own"
# mistake = 7
# loses = { triage-evidence = ["should bear the tag 'alert:Vega'"] }
# ///
def build_triage(catalogue, limit):
    permits, in_flight = asyncio.Semaphore(limit), 0

    async def look_up(place, name):
        nonlocal in_flight
        async with permits:
            in_flight += 1
            try:
                evidence = {"place": place, "in_flight": in_flight}
                return await catalogue.ainvoke(name, {"metadata": evidence})
            finally:
                in_flight -= 1

    async def triage(names):
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(place, name)) for place, name in enumerate(names)]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
