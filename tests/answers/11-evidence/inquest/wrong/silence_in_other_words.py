# /// answer
# title = "Says in its own words that a witness was silent"
# loses = { inquest-tree = ["or the word `silent`"], inquest-errors = ["no answer"] }
# ///
async def inquest(case: dict, witnesses: list, coroner, config: RunnableConfig | None = None) -> str:
    """The coroner's finding on what the witnesses say, with the whole of it on record under one run."""

    def stand(seat, witness):
        async def hear(question):
            return await witness.ainvoke(question)

        label = {"tags": ["witness"], "metadata": {"seat": seat}}
        return RunnableLambda(hear).with_config(run_name=f"hear {witness.name}", **label)

    async def work(case):
        hearings = [stand(seat, witness).ainvoke(case["question"]) for seat, witness in enumerate(witnesses)]
        heard = await asyncio.gather(*hearings, return_exceptions=True)
        silent = [isinstance(one, Exception) for one in heard]
        lines = [f"{w.name}: {'no answer' if no else one}" for w, one, no in zip(witnesses, heard, silent)]
        counts = {"heard": silent.count(False), "silent": silent.count(True)}
        label = {"run_name": "finding", "tags": ["finding"], "metadata": counts}
        return (await coroner.ainvoke("\n".join(lines), label)).content

    public = {key: value for key, value in (config or {}).items() if key != "configurable"}
    public["metadata"] = {**public.get("metadata", {}), "docket": case["docket"]}
    return await RunnableLambda(work).with_config(run_name="inquest").ainvoke(case, public)
