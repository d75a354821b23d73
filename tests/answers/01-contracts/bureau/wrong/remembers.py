# /// answer
# title = "Keeps what it has translated"
# loses = { bureau-ways = ["called 1 time", "It keeps nothing"] }
# ///
def build_bureau(translator):
    known = {}

    def translate(letter: Letter) -> Translation:
        if (text := known.get(letter["text"])) is None:
            text = known[letter["text"]] = translator.invoke(order(letter)).content
        return {"text": text, "words": len(text.split())}

    return RunnableLambda(translate)
