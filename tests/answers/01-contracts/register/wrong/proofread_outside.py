# /// answer
# title = "Proofreads after the run is over"
# loses = { register-tree = ["under nothing", "It does bear tags or metadata"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into, given = letter["into"], config or {}

    async def work(letter, config: RunnableConfig):
        first = {**config, "run_name": f"translate into {into}", "tags": ["step:translate"]}
        return (await translator.ainvoke(order(letter), first)).content

    registry = RunnableLambda(work).with_config(run_name="registry", metadata={"into": into})
    draft = await registry.ainvoke(letter, config)
    second = {
        **given,
        "run_name": f"proofread {into}",
        "tags": [*given.get("tags", []), "step:proofread"],
        "metadata": {**given.get("metadata", {}), "into": into},
    }
    return (await proofreader.ainvoke(draft, second)).content
