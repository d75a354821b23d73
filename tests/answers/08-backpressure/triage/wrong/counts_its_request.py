# /// answer
# title = "Counts the calls of its own request only"
# loses = { triage-evidence = ["'in_flight': 1"] }
# ///
def build_triage(catalogue, limit):
    permits = asyncio.Semaphore(limit)

    async def look_up(mine, place, name):
        async with permits:
            mine.append(name)
            try:
                evidence = {"place": place, "in_flight": len(mine)}
                return await catalogue.ainvoke(name, {"tags": [f"alert:{name}"], "metadata": evidence})
            finally:
                mine.pop()

    async def triage(names):
        mine = []
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(mine, place, name)) for place, name in enumerate(names)]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
