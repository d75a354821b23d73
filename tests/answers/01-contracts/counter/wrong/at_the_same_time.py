# /// answer
# title = "Looks and works side by side"
# loses = { counter-first = ["`till` was called", "Look at the letter before"] }
# ///
def build_counter(office, languages, limit):
    from langchain_core.runnables import RunnableParallel

    def look(letter):
        if not isinstance(letter, dict):
            raise NotAccepted(f"This is a {type(letter).__name__}.", "We read forms.", "Send a dict.")
        for key in ("text", "into"):
            if key not in letter:
                raise NotAccepted(f"`{key}` is missing.", "There is no order without it.", f"Fill in `{key}`.")
            if not isinstance(letter[key], str):
                raise NotAccepted(f"`{key}` is a {type(letter[key]).__name__}.", "We read texts.", "Send a str.")
        words = len(letter["text"].split())
        if words == 0:
            raise NotAccepted("`text` has no word in it.", "Translators charge all the same.", "Write something.")
        if words > limit:
            raise NotAccepted(f"It has {words} words.", f"The most is {limit}.", "Send it in parts.")
        if letter["into"] not in languages:
            raise NotAccepted(f"We have no {letter['into']}.", "We do not guess.", f"We have {', '.join(languages)}.")
        return letter

    both = RunnableParallel(looked=RunnableLambda(look), done=office)
    return (both | (lambda found: found["done"])).with_config(run_name="counter")
