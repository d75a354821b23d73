# /// answer
# title = "The coroner bound to its label, hearings waited for with asyncio.wait"
# ///
async def inquest(case, witnesses, coroner, config=None):
    def hearing(witness, seat):
        async def stand(question):
            return await witness.ainvoke(question)

        return RunnableLambda(stand).with_config(
            {"run_name": f"hear {witness.name}", "tags": ["witness"], "metadata": {"seat": seat}}
        )

    async def work(case):
        stands = [asyncio.ensure_future(hearing(one, at).ainvoke(case["question"])) for at, one in enumerate(witnesses)]
        try:
            if stands:
                await asyncio.wait(stands)
        finally:
            for stand in stands:
                stand.cancel()
            if stands:
                await asyncio.wait(stands)
        lines = [
            f"{one.name}: silent" if stand.exception() else f"{one.name}: {stand.result()}"
            for one, stand in zip(witnesses, stands)
        ]
        silent = len([stand for stand in stands if stand.exception()])
        label = {"run_name": "finding", "tags": ["finding"], "metadata": {"heard": len(stands) - silent, "silent": silent}}
        answer = await coroner.with_config(label).ainvoke("\n".join(lines))
        return answer.content

    run = RunnableLambda(work).with_config(run_name="inquest")
    public = {k: v for k, v in (config or {}).items() if k in ("tags", "metadata", "callbacks")}
    return await run.ainvoke(case, public | {"metadata": public.get("metadata", {}) | {"docket": case["docket"]}})
