# /// answer
# title = "Empty callbacks for the two calls"
# mistake = 7
# loses = { register-tree = ["callbacks", "They were told of `registry`"], register-labels = ["something is missing"], register-alone = ["callbacks"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    async def work(letter, config: RunnableConfig):
        first = {**config, "run_name": f"translate into {into}", "tags": ["step:translate"], "callbacks": []}
        second = {**config, "run_name": f"proofread {into}", "tags": ["step:proofread"], "callbacks": []}
        draft = await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(draft.content, second)).content

    registry = RunnableLambda(work).with_config(run_name="registry", metadata={"into": into})
    return await registry.ainvoke(letter, config)
