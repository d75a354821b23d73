# /// answer
# title = "Lets the office try, and calls its errors a refusal"
# loses = { counter-refuse = ["accepted"], counter-first = ["`till` was called"], counter-through = ["KeyError", "NotAccepted", "only the counter refuses"] }
# ///
def build_counter(office, languages, limit):
    async def work(letter, config: RunnableConfig):
        try:
            return await office.ainvoke(letter, config)
        except (KeyError, TypeError, ValueError, AttributeError) as odd:
            raise NotAccepted(f"{odd!r}.", "The office could not work on it.", "Mend it.") from odd

    def by_hand(letter, config: RunnableConfig):
        try:
            return office.invoke(letter, config)
        except (KeyError, TypeError, ValueError, AttributeError) as odd:
            raise NotAccepted(f"{odd!r}.", "The office could not work on it.", "Mend it.") from odd

    return RunnableLambda(by_hand, afunc=work).with_config(run_name="counter")
