# /// answer
# title = "A lambda in front, which has no annotation"
# loses = { bureau-notice = ["[0]"] }
# ///
def build_bureau(translator):
    def stamp(said) -> Translation:
        return {"text": said.content, "words": len(said.content.split())}

    return RunnableLambda(lambda letter: order(letter)) | translator | RunnableLambda(stamp)
