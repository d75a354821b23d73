# /// answer
# title = "Hears one witness after the other"
# mistake = 3
# loses = { inquest-tree = ["It took 4 s"], inquest-errors = ["The run tree has nothing named `hear butler`"] }
# ///
async def inquest(case, witnesses, coroner, config=None):
    def stand(seat, witness):
        async def hear(question):
            return await witness.ainvoke(question)

        label = {"tags": ["witness"], "metadata": {"seat": seat}}
        return RunnableLambda(hear).with_config(run_name=f"hear {witness.name}", **label)

    async def work(case):
        heard = []
        for seat, witness in enumerate(witnesses):
            try:
                heard.append(await stand(seat, witness).ainvoke(case["question"]))
            except Exception as error:
                heard.append(error)
        silent = [isinstance(one, Exception) for one in heard]
        lines = [f"{w.name}: {'silent' if no else one}" for w, one, no in zip(witnesses, heard, silent)]
        counts = {"heard": silent.count(False), "silent": silent.count(True)}
        label = {"run_name": "finding", "tags": ["finding"], "metadata": counts}
        return (await coroner.ainvoke("\n".join(lines), label)).content

    public = {key: value for key, value in (config or {}).items() if key != "configurable"}
    public["metadata"] = {**public.get("metadata", {}), "docket": case["docket"]}
    return await RunnableLambda(work).with_config(run_name="inquest").ainvoke(case, public)
