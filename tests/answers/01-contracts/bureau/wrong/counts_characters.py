# /// answer
# title = "Counts the characters"
# loses = { bureau-ways = ["['words']"], bureau-chain = ["(18)"] }
# ///
def build_bureau(translator):
    def stamp(said) -> Translation:
        return {"text": said.content, "words": len(said.content)}

    return RunnableLambda(order) | translator | RunnableLambda(stamp)
