# /// answer
# title = "An error stands in the list as if it were an answer"
# loses = { triage-permits = ["'answered'"] }
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
        return [str(one) for one in found]

    return RunnableLambda(triage).with_config(run_name="triage")
