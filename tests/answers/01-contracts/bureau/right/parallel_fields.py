# /// answer
# title = "A field a branch, behind the translator"
# ///
def build_bureau(translator):
    from langchain_core.output_parsers import StrOutputParser
    from langchain_core.runnables import RunnableParallel

    def words(text: str) -> int:
        return len(text.split())

    fields_of = RunnableParallel(text=RunnableLambda(str), words=RunnableLambda(words))
    chain = RunnableLambda(order) | translator | StrOutputParser() | fields_of
    return chain.with_types(output_type=Translation)
