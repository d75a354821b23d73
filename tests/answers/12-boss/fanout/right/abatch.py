# /// answer
# title = "abatch with max_concurrency"
# ///
async def ask_all(question, tools, limit):
    async def asked(source):
        return await source.ainvoke(question)

    return await RunnableLambda(asked).abatch(tools, config={"max_concurrency": limit})
