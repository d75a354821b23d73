# /// answer
# title = "Untyped steps, and the types told to the whole"
# ///
def build_bureau(translator):
    from langchain_core.output_parsers import StrOutputParser

    steps = RunnableLambda(lambda letter: order(letter)) | translator | StrOutputParser()
    chain = steps | (lambda text: {"text": text, "words": len(text.split())})
    return chain.with_types(input_type=Letter, output_type=Translation)
