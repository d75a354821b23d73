# /// answer
# title = "Rules as a table, looked at in order"
# ///
def build_counter(office, languages, limit):
    def count(letter):
        return len(letter["text"].split())

    def kind(value):
        return type(value).__name__

    rules = [
        (lambda it: isinstance(it, dict), lambda it: f"A letter is a dict, and this a {kind(it)}."),
        (lambda it: "text" in it, lambda it: "The key `text` is missing."),
        (lambda it: "into" in it, lambda it: "The key `into` is missing."),
        (lambda it: isinstance(it["text"], str), lambda it: f"`text` is a {kind(it['text'])}."),
        (lambda it: isinstance(it["into"], str), lambda it: f"`into` is a {kind(it['into'])}."),
        (lambda it: count(it) > 0, lambda it: "The `text` is blank."),
        (lambda it: count(it) <= limit, lambda it: f"Of {count(it)} words, {limit} are allowed."),
        (lambda it: it["into"] in languages, lambda it: f"{it['into']} is not spoken here; {languages} are."),
    ]

    def look(letter):
        for holds, says in rules:
            if not holds(letter):
                raise NotAccepted(says(letter), "The bureau cannot work on it.", "Correct it.")
        return letter

    from langchain_core.runnables import RunnableSequence

    return RunnableSequence(RunnableLambda(look), office, name="counter")
