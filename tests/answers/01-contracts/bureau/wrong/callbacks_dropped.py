# /// answer
# title = "Silences the model"
# mistake = 7
# loses = { bureau-chain = ["callbacks"] }
# ///
def build_bureau(translator):
    def translate(letter: Letter) -> Translation:
        text = translator.invoke(order(letter), {"callbacks": []}).content
        return {"text": text, "words": len(text.split())}

    return RunnableLambda(translate)
