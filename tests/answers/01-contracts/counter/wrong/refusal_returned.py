# /// answer
# title = "Returns the refusal as if it were a result"
# loses = { counter-refuse = ["It raised no error", "A refusal is raised, and not returned"], counter-first = ["It raised no error"] }
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
        if words == 0:
            raise NotAccepted("`text` has no word in it.", "Translators charge all the same.", "Write something.")
        if words > limit:
            raise NotAccepted(f"It has {words} words.", f"The most is {limit}.", "Send it in parts.")
        if letter["into"] not in languages:
            raise NotAccepted(f"We have no {letter['into']}.", "We do not guess.", f"We have {', '.join(languages)}.")
        return letter

    async def work(letter, config: RunnableConfig):
        try:
            look(letter)
        except NotAccepted as refusal:
            return str(refusal)
        return await office.ainvoke(letter, config)

    def by_hand(letter, config: RunnableConfig):
        try:
            look(letter)
        except NotAccepted as refusal:
            return str(refusal)
        return office.invoke(letter, config)

    return RunnableLambda(by_hand, afunc=work).with_config(run_name="counter")
