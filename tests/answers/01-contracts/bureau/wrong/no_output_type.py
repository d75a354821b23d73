# /// answer
# title = "Says nothing of what comes out"
# loses = { bureau-notice = ["[1]"] }
# ///
def build_bureau(translator):
    def stamp(said):
        return {"text": said.content, "words": len(said.content.split())}

    return RunnableLambda(order) | translator | RunnableLambda(stamp)
