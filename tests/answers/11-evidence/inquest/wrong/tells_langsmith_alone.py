# /// answer
# title = "Makes its runs with LangSmith's own `traceable`"
# loses = { inquest-tree = ["hear maid"], inquest-labels = ["LangSmith was told of `inquest`"] }
# ///
from langsmith import traceable


async def inquest(case, witnesses, coroner, config=None):
    given = config or {}
    common = {"tags": given.get("tags", []), "metadata": {**given.get("metadata", {}), "docket": case["docket"]}}

    def labelled(tag, **own):
        return {"tags": [*common["tags"], tag], "metadata": {**common["metadata"], **own}}

    def listened_to(label):
        return {**label, "callbacks": given.get("callbacks")}

    @traceable(name="inquest", run_type="chain", **common)
    async def work():
        async def stand(seat, witness):
            label = labelled("witness", seat=seat)

            @traceable(name=f"hear {witness.name}", run_type="chain", **label)
            async def hear():
                return await witness.ainvoke(case["question"], listened_to(label))

            try:
                return f"{witness.name}: {await hear()}", 0
            except Exception:
                return f"{witness.name}: silent", 1

        heard = await asyncio.gather(*[stand(seat, witness) for seat, witness in enumerate(witnesses)])
        silent = sum(no for _, no in heard)
        label = {"run_name": "finding", **labelled("finding", heard=len(heard) - silent, silent=silent)}
        return (await coroner.ainvoke("\n".join(line for line, _ in heard), listened_to(label))).content

    return await work()
