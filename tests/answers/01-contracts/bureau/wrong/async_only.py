# /// answer
# title = "An async function alone, which nothing sync can invoke"
# loses = { bureau-ways = ["synchronously"] }
# ///
def build_bureau(translator):
    async def translate(letter: Letter) -> Translation:
        said = await translator.ainvoke(order(letter))
        return {"text": said.content, "words": len(said.content.split())}

    return RunnableLambda(translate)
