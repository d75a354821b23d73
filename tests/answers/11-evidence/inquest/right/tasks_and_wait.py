# /// answer
# title = "A task for each hearing, in a group, each with an except of its own around it"
# ///
async def inquest(case, witnesses, coroner, config=None):
    async def heard(seat, witness):
        async def hear(question, config: RunnableConfig):
            return await witness.ainvoke(question, config)

        run = RunnableLambda(hear).with_config({"run_name": "hear " + witness.name})
        try:
            return True, await run.ainvoke(case["question"], {"tags": ["witness"], "metadata": {"seat": seat}})
        except Exception:
            return False, "silent"

    async def work(_):
        async with asyncio.TaskGroup() as bench:
            stands = [bench.create_task(heard(seat, one)) for seat, one in enumerate(witnesses)]
        spoke = [stand.result() for stand in stands]
        statement = "\n".join(f"{one.name}: {said}" for one, (_, said) in zip(witnesses, spoke))
        heard_of = sum(ok for ok, _ in spoke)
        judge = coroner.with_config(
            run_name="finding", tags=["finding"], metadata={"heard": heard_of, "silent": len(spoke) - heard_of}
        )
        return (await judge.ainvoke(statement)).content

    config = config or {}
    public = {
        "tags": list(config.get("tags") or []),
        "metadata": {**(config.get("metadata") or {}), "docket": case["docket"]},
        "callbacks": config.get("callbacks"),
        "run_name": "inquest",
    }
    return await RunnableLambda(work).ainvoke(None, public)
