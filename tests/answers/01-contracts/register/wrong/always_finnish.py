# /// answer
# title = "Names that know one language only"
# loses = { register-tree = ["translate into Latin"], register-labels = ["translate into Latin"], register-alone = ["translate into Latin"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    async def work(letter, config: RunnableConfig):
        first = {**config, "run_name": "translate into Finnish", "tags": ["step:translate"]}
        second = {**config, "run_name": "proofread Finnish", "tags": ["step:proofread"]}
        draft = await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(draft.content, second)).content

    registry = RunnableLambda(work).with_config(run_name="registry", metadata={"into": into})
    return await registry.ainvoke(letter, config)
