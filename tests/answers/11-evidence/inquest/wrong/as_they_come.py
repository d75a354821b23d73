# /// answer
# title = "Notes the statements as they come"
# loses = { inquest-tree = ["`coroner` was asked ['maid: It was fine.\\nbutler: silent']"], inquest-errors = ["`coroner` was asked ['cook: silent\\ndoctor: silent\\nnurse: ValueError: no\\ncook: silent']."] }
# ///
async def inquest(case, witnesses, coroner, config=None):
    def stand(seat, witness):
        async def hear(question):
            return await witness.ainvoke(question)

        label = {"tags": ["witness"], "metadata": {"seat": seat}}
        return RunnableLambda(hear).with_config(run_name=f"hear {witness.name}", **label)

    async def work(case):
        hearings = [stand(seat, witness).ainvoke(case["question"]) for seat, witness in enumerate(witnesses)]
        lines, silent = [], []

        async def note(witness, hearing):
            try:
                said = await hearing
                silent.append(False)
            except Exception:
                said = "silent"
                silent.append(True)
            lines.append(f"{witness.name}: {said}")

        await asyncio.gather(*[note(*pair) for pair in zip(witnesses, hearings)])
        counts = {"heard": silent.count(False), "silent": silent.count(True)}
        label = {"run_name": "finding", "tags": ["finding"], "metadata": counts}
        return (await coroner.ainvoke("\n".join(lines), label)).content

    public = {key: value for key, value in (config or {}).items() if key != "configurable"}
    public["metadata"] = {**public.get("metadata", {}), "docket": case["docket"]}
    return await RunnableLambda(work).with_config(run_name="inquest").ainvoke(case, public)
