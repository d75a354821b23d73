# /// answer
# title = "Asks once for the text, and once more to count the words"
# loses = { bureau-ways = ["5 s", "One letter is one call"], bureau-chain = ["was asked"] }
# ///
def build_bureau(translator):
    def translate(letter: Letter) -> Translation:
        text = translator.invoke(order(letter)).content
        return {"text": text, "words": len(translator.invoke(order(letter)).content.split())}

    return RunnableLambda(translate)
