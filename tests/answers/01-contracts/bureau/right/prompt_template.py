# /// answer
# title = "A prompt template as the first step, which declares its fields itself"
# ///
def build_bureau(translator):
    from langchain_core.prompts import ChatPromptTemplate

    def stamp(said) -> Translation:
        return {"text": said.content, "words": len(said.content.split())}

    return ChatPromptTemplate.from_template("Into {into}: {text}") | translator | stamp
