# /// answer
# title = "Structural pattern matching"
# ///
def build_counter(office, languages, limit):
    def look(letter):
        match letter:
            case {"text": str(text), "into": str(into)}:
                words = text.split()
                if not words:
                    refuse("The `text` is empty.")
                if len(words) > limit:
                    refuse(f"{len(words)} words are more than {limit}.")
                if into not in languages:
                    refuse(f"Into {into} is not possible: {', '.join(languages)} are.")
                return letter
            case dict():
                for key in ("text", "into"):
                    if not isinstance(letter.get(key), str):
                        found = type(letter[key]).__name__ if key in letter else "missing"
                        refuse(f"`{key}` is {found}.")
            case _:
                refuse(f"This is a {type(letter).__name__}.")

    def refuse(what):
        raise NotAccepted(what, "So nobody could work on it.", "Please mend that.")

    return (RunnableLambda(look) | office).with_config({"run_name": "counter"})
