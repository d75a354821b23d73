# /// answer
# title = "One after another"
# mistake = 3
# loses = { triage-cap = ["one after another"], triage-evidence = ["'in_flight': 1"], triage-permits = ["one after another"] }
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
        return [await look_up(place, name) for place, name in enumerate(names)]

    return RunnableLambda(triage).with_config(run_name="triage")
