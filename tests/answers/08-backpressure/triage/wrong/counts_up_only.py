# /// answer
# title = "Forgets to count a call that failed or was stopped"
# loses = { triage-evidence = ["'in_flight': 4"] }
# ///
def build_triage(catalogue, limit):
    permits, in_flight = asyncio.Semaphore(limit), 0

    async def look_up(place, name):
        nonlocal in_flight
        async with permits:
            in_flight += 1
            evidence = {"place": place, "in_flight": in_flight}
            answer = await catalogue.ainvoke(name, {"tags": [f"alert:{name}"], "metadata": evidence})
            in_flight -= 1
            return answer

    async def triage(names):
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(place, name)) for place, name in enumerate(names)]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
