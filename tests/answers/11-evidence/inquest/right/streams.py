# /// answer
# title = "As they are heard, by their seat; the finding read from a stream"
# ///
async def inquest(case, witnesses, coroner, config=None):
    async def one(seat, witness):
        async def hear(question):
            return await witness.ainvoke(question)

        run = RunnableLambda(hear).with_config(run_name=f"hear {witness.name}", tags=["witness"], metadata={"seat": seat})
        return await run.ainvoke(case["question"])

    async def work(case):
        said = dict.fromkeys(range(len(witnesses)))
        tasks = {asyncio.create_task(one(seat, witness)): seat for seat, witness in enumerate(witnesses)}
        try:
            while pending := [task for task in tasks if not task.done()]:
                await asyncio.wait(pending, return_when=asyncio.FIRST_COMPLETED)
        except asyncio.CancelledError:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise
        silent = 0
        for task, seat in tasks.items():
            silent += task.exception() is not None
            said[seat] = f"{witnesses[seat].name}: " + ("silent" if task.exception() else task.result())
        label = {"tags": ["finding"], "metadata": {"heard": len(said) - silent, "silent": silent}, "run_name": "finding"}
        text = ""
        async with aclosing(coroner.astream("\n".join(said.values()), label)) as pieces:
            async for piece in pieces:
                text += piece.content
        return text

    config = {key: value for key, value in (config or {}).items() if key not in {"configurable"}}
    config["metadata"] = dict(config.get("metadata") or {}, docket=case["docket"])
    return await RunnableLambda(work).with_config(run_name="inquest").ainvoke(case, config)
