# /// answer
# title = "A sync and an async function around the office"
# ///
def build_counter(office, languages, limit):
    def faults(letter):
        if not isinstance(letter, dict):
            return f"This is a {type(letter).__name__}, and no letter."
        for key in ("text", "into"):
            value = letter.get(key, KeyError)
            if value is KeyError:
                return f"There is no `{key}`."
            if not isinstance(value, str):
                return f"`{key}` is a {type(value).__name__}."
        count = len(letter["text"].split())
        if not 0 < count <= limit:
            return f"`text` has {count} words, of at least 1 and at most {limit}."
        if letter["into"] not in languages:
            return f"{letter['into']!r} is none of {languages}."
        return ""

    def look(letter):
        if found := faults(letter):
            raise NotAccepted(found, "The office would not know what to do.", "Mend it, and come again.")

    def counter(letter, config: RunnableConfig):
        look(letter)
        return office.invoke(letter, config)

    async def acounter(letter, config: RunnableConfig):
        look(letter)
        return await office.ainvoke(letter, config)

    return RunnableLambda(counter, afunc=acounter, name="counter")
