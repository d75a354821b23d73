# /// answer
# title = "Has it proofread, and returns the draft"
# loses = { register-tree = ["It returned"] }
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    async def work(letter, config: RunnableConfig):
        first = {**config, "run_name": f"translate into {into}", "tags": ["step:translate"]}
        second = {**config, "run_name": f"proofread {into}", "tags": ["step:proofread"]}
        draft = await translator.ainvoke(order(letter), first)
        await proofreader.ainvoke(draft.content, second)
        return draft.content

    return await RunnableLambda(work).with_config(run_name="registry", metadata={"into": into}).ainvoke(letter, config)
