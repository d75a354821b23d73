# /// answer
# title = "Keeps the letter beside the chain, one for all"
# loses = { counter-first = ["handed on by itself"] }
# ///
def build_counter(office, languages: list[str], limit: int):
    """A runnable named "counter": refuses with NotAccepted what is not in order, hands on what is."""

    desk = {}

    def look(letter):
        if not isinstance(letter, dict):
            raise NotAccepted(f"This is a {type(letter).__name__}.", "We read forms.", "Send a dict.")
        for key in ("text", "into"):
            if key not in letter:
                raise NotAccepted(f"`{key}` is missing.", "Without it there is no order.", f"Fill in `{key}`.")
            if not isinstance(letter[key], str):
                kind = type(letter[key]).__name__
                raise NotAccepted(f"`{key}` is a {kind}.", "We read texts.", f"Send a str as `{key}`.")
        words = len(letter["text"].split())
        if words == 0:
            raise NotAccepted("`text` has no word in it.", "Translators charge all the same.", "Write something.")
        if words > limit:
            raise NotAccepted(f"It has {words} words.", f"The most is {limit}.", "Cut it, or send it in parts.")
        if letter["into"] not in languages:
            spoken = ", ".join(languages)
            raise NotAccepted(f"Nobody here writes {letter['into']}.", "We do not guess.", f"Choose from: {spoken}.")
        desk["letter"] = letter
        return letter

    return (RunnableLambda(look) | RunnableLambda(lambda _: desk["letter"]) | office).with_config(run_name="counter")
