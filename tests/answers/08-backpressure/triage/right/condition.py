# /// answer
# title = "A condition that counts"
# ///
def build_triage(catalogue, limit):
    change, inside = asyncio.Condition(), []

    async def look_up(place, name, config):
        async with change:
            await change.wait_for(lambda: len(inside) < limit)
            inside.append(place)
            crowd = len(inside)
        try:
            return await catalogue.ainvoke(
                name,
                {**config, "tags": [f"alert:{name}"], "metadata": {"place": place, "in_flight": crowd}},
            )
        finally:
            inside.pop()
            async with change:
                change.notify_all()

    async def triage(names, config):
        callbacks = {"callbacks": config["callbacks"]}
        async with asyncio.TaskGroup() as group:
            asked = [group.create_task(look_up(place, name, callbacks)) for place, name in enumerate(names)]
        return [one.result() for one in asked]

    return RunnableLambda(triage).with_config(run_name="triage")
