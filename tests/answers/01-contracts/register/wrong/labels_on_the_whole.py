# /// answer
# title = "Both steps' tags on the whole run"
# loses = { register-labels = ["which belongs to another run"], register-alone = ["which belongs to another run"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    async def work(letter, config: RunnableConfig):
        first = {**config, "run_name": f"translate into {into}"}
        second = {**config, "run_name": f"proofread {into}"}
        draft = await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(draft.content, second)).content

    registry = RunnableLambda(work).with_config(
        run_name="registry", metadata={"into": into}, tags=["step:translate", "step:proofread"]
    )
    return await registry.ainvoke(letter, config)
