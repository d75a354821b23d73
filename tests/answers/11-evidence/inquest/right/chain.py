# /// answer
# title = "A chain: hear, then ask, then read the content"
# ///
async def inquest(case, witnesses, coroner, config=None):
    def stand(witness):
        async def hear(question, config: RunnableConfig):
            return await witness.ainvoke(question, config)

        return RunnableLambda(hear, name=f"hear {witness.name}")

    async def heard(seat, witness, config):
        own = {"tags": ["witness"], "metadata": {"seat": seat}}
        try:
            return ("heard", await stand(witness).ainvoke(case["question"], {**config, **own}))
        except Exception as error:
            return ("silent", type(error))

    async def work(question, config: RunnableConfig):
        told = await asyncio.gather(*(heard(seat, one, config) for seat, one in enumerate(witnesses)))
        counts = {which: sum(how == which for how, _ in told) for which in ("heard", "silent")}
        words = [f"{w.name}: {said if how == 'heard' else 'silent'}" for w, (how, said) in zip(witnesses, told)]
        return "\n".join(words), {**config, "run_name": "finding", "tags": ["finding"], "metadata": counts}

    async def find(question, config: RunnableConfig):
        lines, label = await work(question, config)
        return (await coroner.ainvoke(lines, label)).content

    public = dict(config or {})
    public.pop("configurable", None)
    public["metadata"] = {**public.get("metadata", {}), "docket": case["docket"]}
    return await RunnableLambda(find).ainvoke(case["question"], {**public, "run_name": "inquest"})
