# /// answer
# title = "Nodes made of runnables, which send plain functions to a thread"
# ///
def build_logbook(radio, harbour, model):
    entry = RunnableLambda(lambda line: {"log": [signed(line)]})

    def enter(old: list, new: list) -> list:
        return old + new

    class Log(TypedDict):
        ship: str
        log: Annotated[list, enter]

    look_up = RunnableLambda(lambda state: f"{state['ship']}, {visits(state['ship'])} visits") | entry

    def talk(state):
        with radio:
            return harbour(state["ship"])

    hail = RunnableLambda(talk) | entry

    clerk = model.with_config(tags=["clerk"])
    describe = RunnableLambda(lambda state: f"Describe {state['ship']}.") | clerk | (lambda said: said.content) | entry

    graph = StateGraph(Log).add_node("look_up", look_up).add_node("hail", hail).add_node("describe", describe)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe")
    return graph.compile(name="logbook")
