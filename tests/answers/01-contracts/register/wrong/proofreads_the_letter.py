# /// answer
# title = "Gives the proofreader the order, and not the draft"
# loses = { register-tree = ["was asked", "the draft's content"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    async def work(letter, config: RunnableConfig):
        first = {**config, "run_name": f"translate into {into}", "tags": ["step:translate"]}
        second = {**config, "run_name": f"proofread {into}", "tags": ["step:proofread"]}
        await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(order(letter), second)).content

    return await RunnableLambda(work).with_config(run_name="registry", metadata={"into": into}).ainvoke(letter, config)
