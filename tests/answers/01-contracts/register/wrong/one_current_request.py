# /// answer
# title = "Keeps the request of the moment in one place for all"
# loses = { register-alone = ["shelf"] }
# ///
CURRENT = {}


async def register(letter, translator, proofreader, config=None):
    CURRENT["config"], CURRENT["into"] = config, letter["into"]

    async def translate(letter, config: RunnableConfig):
        first = {**config, "run_name": f"translate into {letter['into']}", "tags": ["step:translate"]}
        return (await translator.ainvoke(order(letter), first)).content

    async def proofread(draft, config: RunnableConfig):
        given = CURRENT["config"] or {}
        second = {
            **config,
            "run_name": f"proofread {letter['into']}",
            "tags": [*given.get("tags", []), "step:proofread"],
            "metadata": {**given.get("metadata", {}), "into": letter["into"]},
        }
        return (await proofreader.ainvoke(draft, second)).content

    chain = RunnableLambda(translate) | RunnableLambda(proofread)
    return await chain.with_config(run_name="registry", metadata={"into": letter["into"]}).ainvoke(letter, config)
