# /// answer
# title = "Counts the names in flight, of which two calls may have the same"
# loses = { triage-evidence = ["'in_flight' is another one"] }
# ///
def build_triage(catalogue, limit: int):
    permits = asyncio.Semaphore(limit)
    flying = set()

    async def one(place, name):
        async with permits:
            flying.add(name)
            try:
                own = {"tags": [f"alert:{name}"], "metadata": {"place": place, "in_flight": len(flying)}}
                return await catalogue.ainvoke(name, own)
            finally:
                flying.discard(name)

    async def triage(names):
        async with asyncio.TaskGroup() as group:
            calls = [group.create_task(one(place, name)) for place, name in enumerate(names)]
        return [each.result() for each in calls]

    return RunnableLambda(triage, name="triage")
