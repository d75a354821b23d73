# /// answer
# title = "A graph with one state for what goes in and what comes out"
# loses = { bureau-notice = ["`[0]` it has the key 'words'"], bureau-ways = ["It has the key 'into'"] }
# ///
def build_bureau(translator):
    from langgraph.graph import START, StateGraph

    class Work(TypedDict):
        text: str
        into: str
        words: int

    def translate(state: Work):
        text = translator.invoke(order(state)).content
        return {"text": text, "words": len(text.split())}

    return StateGraph(Work).add_node("translate", translate).add_edge(START, "translate").compile()
