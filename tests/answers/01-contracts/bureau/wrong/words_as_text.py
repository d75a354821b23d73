# /// answer
# title = "Declares the words as a text"
# loses = { bureau-notice = ["['words']"] }
# ///
def build_bureau(translator):
    class Stamped(TypedDict):
        text: str
        words: str

    def stamp(said) -> Stamped:
        return {"text": said.content, "words": len(said.content.split())}

    return RunnableLambda(order) | translator | RunnableLambda(stamp)
