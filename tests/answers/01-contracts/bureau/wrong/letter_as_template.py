# /// answer
# title = "Takes the letter itself for a template"
# loses = { bureau-ways = ["braces"] }
# ///
def build_bureau(translator):
    from langchain_core.prompts import PromptTemplate

    def ask(letter: Letter) -> str:
        return PromptTemplate.from_template(order(letter)).format()

    def stamp(said) -> Translation:
        return {"text": said.content, "words": len(said.content.split())}

    return RunnableLambda(ask) | translator | RunnableLambda(stamp)
