# /// answer
# title = "Makes an empty translation of a dead line"
# loses = { bureau-ways = ["It raised no error"] }
# ///
def build_bureau(translator):
    def translate(letter: Letter) -> Translation:
        try:
            text = translator.invoke(order(letter)).content
        except ConnectionError:
            text = ""
        return {"text": text, "words": len(text.split())}

    return RunnableLambda(translate)
