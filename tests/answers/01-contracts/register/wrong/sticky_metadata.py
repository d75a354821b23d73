# /// answer
# title = "Sticks the language onto the models"
# loses = { register-labels = ["registry"], register-alone = ["`stranger` bears the metadata 'into'"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]
    translator.metadata = proofreader.metadata = {"into": into}

    async def work(letter, config: RunnableConfig):
        first = {**config, "run_name": f"translate into {into}", "tags": ["step:translate"]}
        second = {**config, "run_name": f"proofread {into}", "tags": ["step:proofread"]}
        draft = await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(draft.content, second)).content

    return await RunnableLambda(work).with_config(run_name="registry").ainvoke(letter, config)
