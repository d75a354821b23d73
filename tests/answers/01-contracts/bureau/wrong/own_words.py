# /// answer
# title = "Asks in words of its own"
# loses = { bureau-ways = ["was asked", "Translate", "what `order` makes"], bureau-chain = ["was asked"] }
# ///
def build_bureau(translator):
    def ask(letter: Letter) -> str:
        return f"Translate into {letter['into']}: {letter['text']}"

    def stamp(said) -> Translation:
        return {"text": said.content, "words": len(said.content.split())}

    return RunnableLambda(ask) | translator | RunnableLambda(stamp)
