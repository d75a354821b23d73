# /// answer
# title = "Catches a witness's error inside of the hearing, which looks as if nothing had happened"
# loses = { inquest-errors = ["`hear butler` has no error", "An error stands on every run that it leaves"] }
# ///
async def inquest(case, witnesses, coroner, config=None):
    def stand(seat, witness):
        async def hear(question):
            try:
                return True, await witness.ainvoke(question)
            except Exception:
                return False, "silent"

        label = {"tags": ["witness"], "metadata": {"seat": seat}}
        return RunnableLambda(hear).with_config(run_name=f"hear {witness.name}", **label)

    async def work(case):
        heard = await asyncio.gather(*[stand(seat, w).ainvoke(case["question"]) for seat, w in enumerate(witnesses)])
        counts = {"heard": sum(ok for ok, _ in heard), "silent": sum(not ok for ok, _ in heard)}
        label = {"run_name": "finding", "tags": ["finding"], "metadata": counts}
        lines = [f"{w.name}: {said}" for w, (_, said) in zip(witnesses, heard)]
        return (await coroner.ainvoke("\n".join(lines), label)).content

    public = {key: value for key, value in (config or {}).items() if key != "configurable"}
    record = RunnableLambda(work).with_config(run_name="inquest", metadata={"docket": case["docket"]})
    return await record.ainvoke(case, public)
