# /// answer
# title = "Its own metadata in place of the request's"
# loses = { register-labels = ["something is missing"], register-alone = ["something is missing"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    async def work(letter, config: RunnableConfig):
        first = {**config, "run_name": f"translate into {into}", "tags": ["step:translate"]}
        second = {**config, "run_name": f"proofread {into}", "tags": ["step:proofread"]}
        draft = await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(draft.content, second)).content

    registry = RunnableLambda(work).with_config(run_name="registry")
    return await registry.ainvoke(letter, {**(config or {}), "metadata": {"into": into}})
