# /// answer
# title = "One sync function, for which LangChain finds a thread where it is awaited"
# ///
def build_bureau(translator):
    def translate(letter: Letter) -> Translation:
        text = translator.invoke(order(letter)).content
        return {"text": text, "words": len(text.split())}

    return RunnableLambda(translate)
