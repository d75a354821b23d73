# /// answer
# title = "Takes white space for a text"
# loses = { counter-refuse = ["accepted", "The table in the task says what is refused"], counter-first = ["It raised no error"] }
# ///
def build_counter(office, languages, limit):
    def look(letter):
        if not isinstance(letter, dict):
            raise NotAccepted(f"This is a {type(letter).__name__}.", "We read forms.", "Send a dict.")
        for key in ("text", "into"):
            if key not in letter:
                raise NotAccepted(f"`{key}` is missing.", "There is no order without it.", f"Fill in `{key}`.")
            if not isinstance(letter[key], str):
                raise NotAccepted(f"`{key}` is a {type(letter[key]).__name__}.", "We read texts.", "Send a str.")
        words = len(letter["text"].split())
        if letter["text"] is None:
            raise NotAccepted("`text` has no word in it.", "Translators charge all the same.", "Write something.")
        if words > limit:
            raise NotAccepted(f"It has {words} words.", f"The most is {limit}.", "Send it in parts.")
        if letter["into"] not in languages:
            raise NotAccepted(f"We have no {letter['into']}.", "We do not guess.", f"We have {', '.join(languages)}.")
        return letter

    return (RunnableLambda(look) | office).with_config(run_name="counter")
