# /// answer
# title = "Counts what stands between single spaces"
# loses = { bureau-ways = ["['words']"] }
# ///
def build_bureau(translator):
    def stamp(said) -> Translation:
        return {"text": said.content, "words": len(said.content.split(" "))}

    return RunnableLambda(order) | translator | RunnableLambda(stamp)
