# /// answer
# title = "Strips what the translator said"
# loses = { bureau-ways = ["['text']"] }
# ///
def build_bureau(translator):
    def stamp(said) -> Translation:
        return {"text": said.content.strip(), "words": len(said.content.split())}

    return RunnableLambda(order) | translator | RunnableLambda(stamp)
