# /// answer
# title = "Everything at once"
# mistake = 5
# loses = { triage-cap = ["nothing held one back"], triage-order = ["All of them at one instant"], triage-evidence = ["'in_flight': 3"], triage-permits = ["6 calls of `Rigel` were in flight"] }
# ///
def build_triage(catalogue, limit):
    permits, in_flight = asyncio.Semaphore(10_000), 0

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
