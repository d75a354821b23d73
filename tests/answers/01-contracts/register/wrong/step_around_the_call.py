# /// answer
# title = "Puts the step's tag on a run around its call"
# mistake = 7
# loses = { register-labels = ["step:translate"], register-alone = ["step:translate"] }
# ///
async def register(letter: Letter, translator, proofreader, config: RunnableConfig | None = None) -> str:
    into = letter["into"]

    async def translate(letter, config: RunnableConfig):
        return (await translator.ainvoke(order(letter), {**config, "run_name": f"translate into {into}"})).content

    async def proofread(draft, config: RunnableConfig):
        return (await proofreader.ainvoke(draft, {**config, "run_name": f"proofread {into}"})).content

    chain = RunnableLambda(translate).with_config(tags=["step:translate"]) | RunnableLambda(proofread).with_config(
        tags=["step:proofread"]
    )
    return await chain.with_config(run_name="registry", metadata={"into": into}).ainvoke(letter, config)
