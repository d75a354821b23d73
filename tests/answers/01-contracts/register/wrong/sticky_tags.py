# /// answer
# title = "Sticks the step's tag onto the models"
# loses = { register-alone = ["`stranger` bears the tag", "serve others too"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]
    translator.tags, proofreader.tags = ["step:translate"], ["step:proofread"]

    async def work(letter, config: RunnableConfig):
        draft = await translator.ainvoke(order(letter), {**config, "run_name": f"translate into {into}"})
        final = await proofreader.ainvoke(draft.content, {**config, "run_name": f"proofread {into}"})
        return final.content

    return await RunnableLambda(work).with_config(run_name="registry", metadata={"into": into}).ainvoke(letter, config)
