# /// answer
# title = "A plain function, and no runnable"
# loses = { bureau-notice = ["get_input_jsonschema"], bureau-ways = ["no `ainvoke`"] }
# ///
def build_bureau(translator):
    def translate(letter: Letter) -> Translation:
        text = translator.invoke(order(letter)).content
        return {"text": text, "words": len(text.split())}

    return translate
