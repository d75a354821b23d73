# /// answer
# title = "Takes the config, and drops it"
# mistake = 7
# loses = { register-tree = ["Nor were they of any run around it"], register-labels = ["something is missing"], register-alone = ["metadata {'into': 'Finnish'}: something is missing"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    async def work(letter, config: RunnableConfig):
        first = {**config, "run_name": f"translate into {into}", "tags": ["step:translate"]}
        second = {**config, "run_name": f"proofread {into}", "tags": ["step:proofread"]}
        draft = await translator.ainvoke(order(letter), first)
        return (await proofreader.ainvoke(draft.content, second)).content

    return await RunnableLambda(work).with_config(run_name="registry", metadata={"into": into}).ainvoke(letter)
