# /// answer
# title = "Adds a greeting to each letter"
# loses = { counter-first = ["6 words"], counter-through = ["6 words"] }
# ///
def build_counter(office, languages, limit):
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
        return {**letter, "text": letter["text"] + " Kind regards"}

    return (RunnableLambda(look) | office).with_config(run_name="counter")
