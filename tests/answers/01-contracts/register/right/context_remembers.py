# /// answer
# title = "Inside the run, it passes only what is new"
# ///
async def register(letter, translator, proofreader, config=None):
    into = letter["into"]

    async def registry(letter):
        draft = await translator.ainvoke(
            order(letter), {"run_name": f"translate into {into}", "tags": ["step:translate"]}
        )
        final = await proofreader.ainvoke(draft.content, {"run_name": f"proofread {into}", "tags": ["step:proofread"]})
        return final.content

    return await RunnableLambda(registry).with_config(metadata={"into": into}).ainvoke(letter, config)
