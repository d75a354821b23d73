# /// answer
# title = "In lots, each of which waits for its slowest"
# loses = { triage-cap = ["It took 4 s", "While `Vega` takes 3 seconds"], triage-evidence = ["'in_flight': 1"] }
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
        answers = []
        for first in range(0, len(names), limit):
            async with asyncio.TaskGroup() as group:
                lot = list(enumerate(names))[first : first + limit]
                asked = [group.create_task(look_up(place, name)) for place, name in lot]
            answers += [one.result() for one in asked]
        return answers

    return RunnableLambda(triage).with_config(run_name="triage")
