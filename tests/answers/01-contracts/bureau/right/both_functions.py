# /// answer
# title = "A sync and an async function in one RunnableLambda"
# ///
def build_bureau(translator):
    def stamp(text):
        return {"text": text, "words": len(text.split())}

    def translate(letter: Letter, config: RunnableConfig) -> Translation:
        return stamp(translator.invoke(order(letter), config).content)

    async def atranslate(letter: Letter, config: RunnableConfig) -> Translation:
        said = await translator.ainvoke(order(letter), config)
        return stamp(said.content)

    return RunnableLambda(translate, afunc=atranslate)
