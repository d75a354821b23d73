# /// answer
# title = "Sticks the tags onto the models, and takes them off afterwards"
# loses = { register-alone = ["`stranger` bears the tag"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    async def work(letter, config: RunnableConfig):
        before = translator.tags, proofreader.tags
        translator.tags = [*(translator.tags or []), "step:translate"]
        proofreader.tags = [*(proofreader.tags or []), "step:proofread"]
        try:
            draft = await translator.ainvoke(order(letter), {**config, "run_name": f"translate into {into}"})
            return (await proofreader.ainvoke(draft.content, {**config, "run_name": f"proofread {into}"})).content
        finally:
            translator.tags, proofreader.tags = before

    return await RunnableLambda(work).with_config(run_name="registry", metadata={"into": into}).ainvoke(letter, config)
