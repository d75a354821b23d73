# /// answer
# title = "A last node signs what the others wrote"
# ///
def build_logbook(radio, harbour, model):
    import operator

    class Log(TypedDict):
        ship: str
        lines: Annotated[list, operator.add]
        log: list

    def look_up(state):
        return {"lines": [f"{state['ship']}, {visits(state['ship'])} visits"]}

    def hail(state):
        with radio:
            return {"lines": [harbour(state["ship"])]}

    async def describe(state, config):
        tags = [*config.get("tags", []), "clerk"]
        said = await model.ainvoke(f"Describe {state['ship']}.", {**config, "tags": tags})
        return {"lines": [said.content]}

    def sign(state):
        return {"log": [signed(line) for line in state["lines"]]}

    graph = StateGraph(Log)
    for node in (look_up, hail, describe, sign):
        graph.add_node(node.__name__, node)
    graph.add_edge(START, "look_up").add_edge("look_up", "hail").add_edge("hail", "describe").add_edge(
        "describe", "sign"
    )
    return graph.compile(name="logbook")
