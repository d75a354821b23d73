# /// answer
# title = "Another name for a field"
# loses = { bureau-notice = ["'count'"], bureau-ways = ["'count'"], bureau-chain = ["KeyError"] }
# ///
def build_bureau(translator):
    class Stamped(TypedDict):
        text: str
        count: int

    def stamp(said) -> Stamped:
        return {"text": said.content, "count": len(said.content.split())}

    return RunnableLambda(order) | translator | RunnableLambda(stamp)
