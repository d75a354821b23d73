# /// answer
# title = "Stops the other calls of a request that fails, and does not wait until they have stopped"
# mistake = 6
# loses = { triage-permits = ["began at 1 s"] }
# ///
def build_triage(catalogue, limit: int):
    permits = asyncio.Semaphore(limit)
    in_flight = 0

    async def one(place, name):
        nonlocal in_flight
        async with permits:
            in_flight += 1
            try:
                own = {"tags": [f"alert:{name}"], "metadata": {"place": place, "in_flight": in_flight}}
                return await catalogue.ainvoke(name, own)
            finally:
                in_flight -= 1

    async def triage(names):
        calls = [asyncio.create_task(one(place, name)) for place, name in enumerate(names)]
        try:
            return await asyncio.gather(*calls)
        except BaseException:
            for each in calls:
                each.cancel()
            raise

    return RunnableLambda(triage, name="triage")
