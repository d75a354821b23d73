# /// answer
# title = "Builds each config by hand, from a copy"
# ///
async def register(letter, translator, proofreader, config=None):
    given = dict(config or {})
    own = {
        **given,
        "run_name": "registry",
        "tags": [*given.get("tags", [])],
        "metadata": {**given.get("metadata", {}), "into": letter["into"]},
    }

    def step(config, name, tag):
        return {**config, "run_name": name, "tags": [*config["tags"], tag]}

    async def work(letter, config: RunnableConfig):
        first = step(config, f"translate into {letter['into']}", "step:translate")
        second = step(config, f"proofread {letter['into']}", "step:proofread")
        draft = await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(draft.content, second)).content

    return await RunnableLambda(work).ainvoke(letter, own)
