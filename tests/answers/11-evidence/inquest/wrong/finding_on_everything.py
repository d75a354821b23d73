# /// answer
# title = "Puts the counts on the inquest as well, with a run of its own around"
# loses = { inquest-labels = ["`deliberate` bears the tag 'finding', the metadata 'heard': 1 and the metadata 'silent':"] }
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
        async def find(text):
            return (await coroner.ainvoke(text, {"run_name": "finding"})).content

        label = {"run_name": "deliberate", "tags": ["finding"], "metadata": counts}
        return await RunnableLambda(find).ainvoke("\n".join(lines), label)

    public = {key: value for key, value in (config or {}).items() if key != "configurable"}
    public["metadata"] = {**public.get("metadata", {}), "docket": case["docket"]}
    return await RunnableLambda(work).with_config(run_name="inquest").ainvoke(case, public)
