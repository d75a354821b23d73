# /// answer
# title = "A batch with max_concurrency, for each request"
# mistake = 5
# loses = { triage-cap = ["4 calls were in flight at once", "made once, beside it"], triage-evidence = ["'in_flight': 1"], triage-permits = ["still alive", "nor does `gather`"] }
# ///
def build_triage(catalogue, limit):
    async def triage(names):
        configs = [
            {"tags": [f"alert:{name}"], "metadata": {"place": place, "in_flight": min(place + 1, limit)}, "max_concurrency": limit}
            for place, name in enumerate(names)
        ]
        return await catalogue.abatch(names, configs)

    return RunnableLambda(triage).with_config(run_name="triage")
