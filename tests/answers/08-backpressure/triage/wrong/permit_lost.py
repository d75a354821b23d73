# /// answer
# title = "A call that fails keeps its permit"
# mistake = 6
# loses = { triage-evidence = ["await permits.acquire()"], triage-permits = ["await permits.acquire()"] }
# ///
def build_triage(catalogue, limit):
    permits, in_flight = asyncio.Semaphore(limit), 0

    async def look_up(place, name):
        nonlocal in_flight
        await permits.acquire()
        in_flight += 1
        try:
            evidence = {"place": place, "in_flight": in_flight}
            answer = await catalogue.ainvoke(name, {"tags": [f"alert:{name}"], "metadata": evidence})
        finally:
            in_flight -= 1
        permits.release()
        return answer

    async def triage(names):
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(place, name)) for place, name in enumerate(names)]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
