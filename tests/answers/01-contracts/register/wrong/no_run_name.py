# /// answer
# title = "A run around them, under the name of the function"
# loses = { register-tree = ["No run is named `registry`", "run_name"], register-labels = ["registry"], register-alone = ["registry"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    async def work(letter, config: RunnableConfig):
        first = {**config, "run_name": f"translate into {into}", "tags": ["step:translate"]}
        second = {**config, "run_name": f"proofread {into}", "tags": ["step:proofread"]}
        draft = await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(draft.content, second)).content

    registry = RunnableLambda(work).with_config(metadata={"into": into})
    return await registry.ainvoke(letter, config)
