# /// answer
# title = "The two calls keep the names of the models"
# loses = { register-tree = ["translate into Finnish"], register-labels = ["translate"], register-alone = ["translate"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    async def work(letter, config: RunnableConfig):
        first = {**config, "tags": ["step:translate"]}
        second = {**config, "tags": ["step:proofread"]}
        draft = await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(draft.content, second)).content

    registry = RunnableLambda(work).with_config(run_name="registry", metadata={"into": into})
    return await registry.ainvoke(letter, config)
