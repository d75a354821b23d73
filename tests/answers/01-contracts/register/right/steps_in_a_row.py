# /// answer
# title = "A chain whose steps are configured one by one"
# ///
async def register(letter, translator, proofreader, config=None):
    from langchain_core.output_parsers import StrOutputParser

    into = letter["into"]
    registry = (
        RunnableLambda(order)
        | translator.with_config(run_name=f"translate into {into}", tags=["step:translate"])
        | StrOutputParser()
        | proofreader.with_config(run_name=f"proofread {into}", tags=["step:proofread"])
        | StrOutputParser()
    )
    return await registry.with_config(run_name="registry", metadata={"into": into}).ainvoke(letter, config)
