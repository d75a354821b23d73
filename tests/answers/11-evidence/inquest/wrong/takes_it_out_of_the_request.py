# /// answer
# title = "Takes `configurable` out of the request itself"
# loses = { inquest-labels = ["It returned [{'tags': ['night'], 'metadata': {'room': 7}}"] }
# ///
async def inquest(case, witnesses, coroner, config=None):
    def stand(seat, witness):
        async def hear(question):
            return await witness.ainvoke(question)

        label = {"tags": ["witness"], "metadata": {"seat": seat}}
        return RunnableLambda(hear).with_config(run_name=f"hear {witness.name}", **label)

    async def work(case):
        hearings = [stand(seat, witness).ainvoke(case["question"]) for seat, witness in enumerate(witnesses)]
        heard = await asyncio.gather(*hearings, return_exceptions=True)
        silent = [isinstance(one, Exception) for one in heard]
        lines = [f"{w.name}: {'silent' if no else one}" for w, one, no in zip(witnesses, heard, silent)]
        counts = {"heard": silent.count(False), "silent": silent.count(True)}
        label = {"run_name": "finding", "tags": ["finding"], "metadata": counts}
        return (await coroner.ainvoke("\n".join(lines), label)).content

    (config or {}).pop("configurable", None)
    public = dict(config or {})
    public["metadata"] = {**public.get("metadata", {}), "docket": case["docket"]}
    return await RunnableLambda(work).with_config(run_name="inquest").ainvoke(case, public)
