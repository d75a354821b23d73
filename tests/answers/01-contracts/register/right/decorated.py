# /// answer
# title = "The chain decorator, and bound models"
# ///
async def register(letter, translator, proofreader, config=None):
    from langchain_core.runnables import chain

    into = letter["into"]
    first = translator.with_config({"run_name": f"translate into {into}", "tags": ["step:translate"]})
    second = proofreader.with_config({"run_name": f"proofread {into}", "tags": ["step:proofread"]})

    @chain
    async def registry(letter: Letter, config: RunnableConfig) -> str:
        draft = await first.ainvoke(order(letter), config)
        return (await second.ainvoke(draft.content, config)).content

    return await registry.with_config(metadata={"into": into}).ainvoke(letter, config)
