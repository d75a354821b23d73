# /// answer
# title = "Takes the text out of the letter"
# loses = { bureau-ways = ["no more than the key 'into'", "stay as they were"] }
# ///
def build_bureau(translator):
    def ask(letter: Letter) -> str:
        return f"Into {letter['into']}: {letter.pop('text')}"

    def stamp(said) -> Translation:
        return {"text": said.content, "words": len(said.content.split())}

    return RunnableLambda(ask) | translator | RunnableLambda(stamp)
