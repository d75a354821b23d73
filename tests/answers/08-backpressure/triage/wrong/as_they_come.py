# /// answer
# title = "In the order in which the answers come"
# loses = { triage-order = ["goes wrong at `['answers'][0]`"] }
# ///
def build_triage(catalogue, limit):
    permits, in_flight = asyncio.Semaphore(limit), 0

    async def look_up(answers, place, name):
        nonlocal in_flight
        async with permits:
            in_flight += 1
            try:
                evidence = {"place": place, "in_flight": in_flight}
                answers.append(await catalogue.ainvoke(name, {"tags": [f"alert:{name}"], "metadata": evidence}))
            finally:
                in_flight -= 1

    async def triage(names):
        answers = []
        async with asyncio.TaskGroup() as group:
            for place, name in enumerate(names):
                group.create_task(look_up(answers, place, name))
        return answers

    return RunnableLambda(triage).with_config(run_name="triage")
