# /// answer
# title = "One runnable for all hearings, asked in a batch that returns exceptions"
# ///
async def inquest(case, witnesses, coroner, config=None):
    async def hear(seat, config: RunnableConfig):
        return await witnesses[seat].ainvoke(case["question"], config)

    async def work(case, config: RunnableConfig):
        labels = [
            {**config, "run_name": f"hear {one.name}", "tags": ["witness"], "metadata": {"seat": seat}}
            for seat, one in enumerate(witnesses)
        ]
        heard = await RunnableLambda(hear).abatch(list(range(len(witnesses))), labels, return_exceptions=True)
        lines, silent = [], 0
        for one, said in zip(witnesses, heard):
            if isinstance(said, BaseException):
                silent += 1
                said = "silent"
            lines.append(f"{one.name}: {said}")
        found = {"metadata": {"heard": len(heard) - silent, "silent": silent}, "tags": ["finding"], "run_name": "finding"}
        return (await coroner.ainvoke("\n".join(lines), {**config, **found})).content

    metadata = {**(config or {}).get("metadata", {}), "docket": case["docket"]}
    request = {**(config or {}), "configurable": {}, "metadata": metadata}
    return await RunnableLambda(work, name="inquest").ainvoke(case, request)
