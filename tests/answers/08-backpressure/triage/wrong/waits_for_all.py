# /// answer
# title = "The error comes out when all others are done"
# loses = { triage-permits = ["It took 12 s", "Two permits were out"] }
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
        asked = [look_up(place, name) for place, name in enumerate(names)]
        found = await asyncio.gather(*asked, return_exceptions=True)
        for one in found:
            if isinstance(one, Exception):
                raise one
        return list(found)

    return RunnableLambda(triage).with_config(run_name="triage")
